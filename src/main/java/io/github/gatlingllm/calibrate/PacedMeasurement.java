package io.github.gatlingllm.calibrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatlingllm.server.SentStream;
import io.github.gatlingllm.timing.RunClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Streams that each have their rate, and what a client reports of them. */
final class PacedMeasurement {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** To start a JVM, to warm it up, and to write its report. */
  private static final Duration MARGIN = Duration.ofSeconds(60);

  private final ClientJvm clients;
  private final ScratchFolder scratch;
  private final RunClock clock = RunClock.start();

  PacedMeasurement(ClientJvm clients, ScratchFolder scratch) {
    this.clients = clients;
    this.scratch = scratch;
  }

  /**
   * Runs a client against a source of its own; both are gone when this returns.
   *
   * @throws CalibrationFailedException where the client fails
   */
  PacedSample of(PacedLoad load) throws IOException, InterruptedException {
    Path folder = scratch.next();
    try (SourceJvm source = SourceJvm.start(load.sourceOptions(), folder)) {
      OthersTime others = OthersTime.start(clock, source.cpu());
      try (ChildJvm client =
          clients.start(
              source.url(),
              load.streams(),
              load.ramp(),
              load.duration(),
              load.namedOneIn(),
              folder)) {
        Duration limit = load.duration().plus(load.ofOneStream().multipliedBy(2)).plus(MARGIN);
        Duration cpu = client.await(limit);
        if (client.isAlive()) {
          return PacedSample.unfinished(
              load, "its streams had not ended after " + limit.toSeconds() + " s");
        }
        if (client.exitStatus() != 0) {
          throw new CalibrationFailedException("the client failed", client);
        }
        double othersCores = others.cores(source.cpu(), cpu);
        return sample(load, source.recorded(), ClientJvm.results(folder), othersCores);
      }
    }
  }

  private static PacedSample sample(
      PacedLoad load, List<SentStream> sent, Path results, double othersCores) throws IOException {
    JsonNode summary =
        JSON.readTree(results.resolve("calibration").resolve("summary.json").toFile());
    long failed =
        summary.path("failedRequests").longValue() + summary.path("emptyResponses").longValue();
    AccuracySample accuracy =
        AccuracySample.of(ReportedStream.ofRunLogs(results), sent, load.leftOut());
    return new PacedSample(
        load, accuracy, failed, summary.at("/health/loops").intValue(), othersCores, "");
  }
}
