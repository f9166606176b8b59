package io.github.gatlingllm.live;

import io.github.gatlingllm.record.Metric;
import java.util.List;
import java.util.Map;

/**
 * What ended requests came to.
 *
 * @param run since the run began
 * @param window in the last ten seconds
 * @param windowSeconds how long the window is: less at the beginning of a run
 * @param latencies percentiles of the successful requests
 * @param errors what failed, the last to fail first
 */
public record LiveFigures(
    Counts run,
    Counts window,
    double windowSeconds,
    Map<Metric, Latency> latencies,
    List<Failure> errors) {

  /** Copies what it is given. */
  public LiveFigures {
    latencies = Map.copyOf(latencies);
    errors = List.copyOf(errors);
  }

  /**
   * Requests and what they brought.
   *
   * @param ended requests that ended
   * @param ok of these, those that succeeded
   * @param failed of these, those that failed
   * @param inputTokens input tokens of all of them, as far as they are known
   * @param outputTokens output tokens of all of them
   * @param events events with output of all of them
   */
  public record Counts(
      long ended, long ok, long failed, long inputTokens, long outputTokens, long events) {

    static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

    Counts plus(Counts other) {
      return new Counts(
          ended + other.ended,
          ok + other.ok,
          failed + other.failed,
          inputTokens + other.inputTokens,
          outputTokens + other.outputTokens,
          events + other.events);
    }
  }

  /**
   * A metric.
   *
   * @param window of the last ten seconds
   * @param run of the whole run, or of the level that it is in
   */
  public record Latency(Percentiles window, Percentiles run) {}

  /**
   * A kind of failure.
   *
   * @param kind its name: that of an outcome, or {@code check}
   * @param count how often it came
   * @param message what was said last
   */
  public record Failure(String kind, long count, String message) {}
}
