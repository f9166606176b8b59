package io.github.gatlingllm.calibrate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What a calibration is to measure.
 *
 * @param streams streams of the planned load, open at a time
 * @param ramp over which they open
 * @param tokens tokens of each answer, 2 or more, so that there is a gap between two
 * @param tokensPerSecond rate of each stream, above 0
 * @param settle left out of each measurement after its ramp: code is compiled then, and streams mix
 * @param time of each measurement
 * @param mostStreams the most streams to try
 * @param outputDir the folder that the file is kept in
 * @param properties the run's own {@code llm.*} properties, which each client gets too
 */
public record CalibrationSettings(
    int streams,
    Duration ramp,
    int tokens,
    double tokensPerSecond,
    Duration settle,
    Duration time,
    int mostStreams,
    Path outputDir,
    Map<String, String> properties) {

  /** Copies the properties. */
  public CalibrationSettings {
    properties = Map.copyOf(properties);
  }

  /** What is measured with the planned load. */
  PacedLoad planned() {
    return new PacedLoad(streams, ramp, tokens, tokensPerSecond, settle, time);
  }
}
