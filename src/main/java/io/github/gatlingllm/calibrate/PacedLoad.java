package io.github.gatlingllm.calibrate;

import java.time.Duration;
import java.util.List;

/**
 * A load of streams that each have their rate.
 *
 * @param streams streams open at a time
 * @param ramp over which they open
 * @param tokens tokens of each answer
 * @param tokensPerSecond rate of each
 * @param settle left out after the ramp
 * @param time over which streams are started after that
 */
record PacedLoad(
    int streams,
    Duration ramp,
    int tokens,
    double tokensPerSecond,
    Duration settle,
    Duration time) {

  /** What is recorded of one measurement, at most; 16 bytes each, in two JVMs. */
  static final int MAX_RECORDED = 4_000_000;

  /** What is meant to be recorded: less, since a client may be faster than planned. */
  private static final double RECORDED = 2_000_000;

  private static final int STREAMS_OPENED_PER_SECOND = 1_000;
  private static final double NANOS_PER_SECOND = 1e9;

  /** The same load with so many streams, and a ramp that opens them at a bearable rate. */
  PacedLoad withStreams(int number) {
    Duration least = Duration.ofSeconds(1L + number / STREAMS_OPENED_PER_SECOND);
    return new PacedLoad(number, least, tokens, tokensPerSecond, settle, time);
  }

  /** Streams that start before this has passed are not compared. */
  Duration leftOut() {
    return ramp.plus(settle);
  }

  /** How long streams are started. */
  Duration duration() {
    return leftOut().plus(time);
  }

  /** How long one stream takes if all is well. */
  Duration ofOneStream() {
    return Duration.ofNanos(Math.round(tokens / tokensPerSecond * NANOS_PER_SECOND));
  }

  /** From one token of a stream to its next, in milliseconds. */
  double intervalMillis() {
    return 1e3 / tokensPerSecond;
  }

  /** Of so many requests one is recorded: what is compared must fit into memory. */
  int namedOneIn() {
    double seconds = duration().plus(ofOneStream()).toNanos() / NANOS_PER_SECOND;
    return (int) Math.max(1, Math.ceil(streams * tokensPerSecond * seconds / RECORDED));
  }

  /** The options of its source. */
  List<String> sourceOptions() {
    return List.of(
        "--tokens",
        Integer.toString(tokens),
        "--rate",
        Double.toString(tokensPerSecond),
        "--max-recorded",
        Integer.toString(MAX_RECORDED));
  }
}
