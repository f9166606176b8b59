package io.github.gatlingllm.report;

import io.github.gatlingllm.report.CalibrationResult.Accuracy;
import io.github.gatlingllm.report.CalibrationResult.Ceiling;
import io.github.gatlingllm.report.CalibrationResult.Client;
import io.github.gatlingllm.report.CalibrationResult.Errors;
import io.github.gatlingllm.report.CalibrationResult.Load;
import io.github.gatlingllm.report.CalibrationResult.Step;
import io.github.gatlingllm.report.CalibrationResult.Streams;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calibrations made by hand. */
public final class Calibrations {

  private Calibrations() {}

  /** One of a host with so many processors. */
  public static CalibrationResult of(String host, int processors) {
    return new CalibrationResult(
        Instant.parse("2026-01-01T10:00:00Z"),
        host,
        processors,
        Map.of("java", "17"),
        new Client(List.of("G1 Young Generation"), 1L << 30, 4, List.of("-Xmx1G")),
        new Load(8, 64, 50, 5, 5, 10),
        new Accuracy(
            120,
            0,
            0,
            new Errors(0.5, 1.25, 2),
            new Errors(0.02, 0.4, 3),
            new Errors(0.6, 1.5, 2.5),
            0.1),
        new Ceiling(400, 3_500, 1, 0.1),
        new Ceiling(2_000, 840, 190, 0),
        new Streams(
            Optional.of(new Step(512, "well")), Optional.of(new Step(1_024, "badly")), 20_000));
  }

  /** The same, of a client that met no limit. */
  static CalibrationResult unlimited(CalibrationResult of) {
    return with(of, new Streams(of.streams().kept(), Optional.empty(), 512), of.tokens());
  }

  /** The same, of a client that does not keep up with what is planned. */
  static CalibrationResult overloaded(CalibrationResult of) {
    Streams none = new Streams(Optional.empty(), of.streams().notKept(), 20_000);
    return with(of, none, of.tokens());
  }

  static CalibrationResult with(CalibrationResult of, Streams streams, Ceiling tokens) {
    return new CalibrationResult(
        of.date(),
        of.host(),
        of.processors(),
        of.versions(),
        of.client(),
        of.load(),
        of.accuracy(),
        tokens,
        of.requests(),
        streams);
  }
}
