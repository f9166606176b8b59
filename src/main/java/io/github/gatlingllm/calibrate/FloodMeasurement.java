package io.github.gatlingllm.calibrate;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatlingllm.report.CalibrationResult.Ceiling;
import io.github.gatlingllm.timing.RunClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Answers as fast as a client takes them, and what that costs. */
final class FloodMeasurement {

  static final int STREAMS = 64;

  private static final Duration RAMP = Duration.ofSeconds(1);
  private static final Duration POLL = Duration.ofMillis(50);

  /** To start a JVM and to warm it up. */
  private static final Duration MOST_START = Duration.ofSeconds(60);

  /** The client goes on until it is ended, so that its load does not end first. */
  private static final Duration MARGIN = Duration.ofSeconds(60);

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MILLION = 1e6;

  private final ClientJvm clients;
  private final ScratchFolder scratch;
  private final Duration settle;
  private final Duration time;
  private final RunClock clock = RunClock.start();

  FloodMeasurement(ClientJvm clients, ScratchFolder scratch, Duration settle, Duration time) {
    this.clients = clients;
    this.scratch = scratch;
    this.settle = settle;
    this.time = time;
  }

  /** What is counted. */
  enum Unit {
    TOKENS("tokensSent", 1_000),
    REQUESTS("requests", 1);

    private final String counter;
    private final int tokensOfAnswer;

    Unit(String counter, int tokensOfAnswer) {
      this.counter = counter;
      this.tokensOfAnswer = tokensOfAnswer;
    }
  }

  /** Runs a client against a source of its own; both are gone when this returns. */
  Ceiling of(Unit unit) throws IOException, InterruptedException {
    Path folder = scratch.next();
    List<String> options =
        List.of(
            "--tokens",
            Integer.toString(unit.tokensOfAnswer),
            "--events-per-write",
            "8",
            "--max-recorded",
            "0");
    Duration duration = RAMP.plus(settle).plus(time).plus(MARGIN);
    try (SourceJvm source = SourceJvm.start(options, folder);
        ChildJvm client = clients.start(source.url(), STREAMS, RAMP, duration, 0, folder)) {
      awaitFirstToken(client, source);
      pause(client, RAMP.plus(settle));
      Reading from = read(client, source, unit);
      pause(client, time);
      return between(from, read(client, source, unit));
    }
  }

  private static void awaitFirstToken(ChildJvm client, SourceJvm source)
      throws IOException, InterruptedException {
    Duration waited = Duration.ZERO;
    while (source.counters().path(Unit.TOKENS.counter).longValue() == 0) {
      pause(client, POLL);
      waited = waited.plus(POLL);
      if (waited.compareTo(MOST_START) > 0) {
        throw new CalibrationFailedException(
            "the client made no request for " + MOST_START.toSeconds() + " s", client);
      }
    }
  }

  private static void pause(ChildJvm client, Duration duration) throws InterruptedException {
    if (client.endsWithin(duration)) {
      throw new CalibrationFailedException("the client ended early", client);
    }
  }

  /** All counts at one instant; CPU time in seconds. */
  private record Reading(
      long nanos, long count, double clientCpu, double sourceCpu, double machineCpu) {}

  private Reading read(ChildJvm client, SourceJvm source, Unit unit)
      throws IOException, InterruptedException {
    JsonNode counters = source.counters();
    return new Reading(
        clock.nanos(),
        counters.path(unit.counter).longValue(),
        seconds(client.cpu()),
        seconds(source.cpu()),
        ProcessorTime.busySeconds());
  }

  private static Ceiling between(Reading from, Reading to) {
    double seconds = (to.nanos - from.nanos) / NANOS_PER_SECOND;
    double count = to.count - from.count;
    if (count <= 0) {
      throw new CalibrationFailedException("the client took nothing of what the source sends");
    }
    double client = to.clientCpu - from.clientCpu;
    double source = to.sourceCpu - from.sourceCpu;
    double others = to.machineCpu - from.machineCpu - client - source;
    return new Ceiling(
        count / seconds,
        client / count * MILLION,
        source / count * MILLION,
        Math.max(0, others) / seconds);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS_PER_SECOND;
  }
}
