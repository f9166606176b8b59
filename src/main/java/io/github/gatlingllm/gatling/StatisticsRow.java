package io.github.gatlingllm.gatling;

import io.github.gatlingllm.metrics.RequestMetrics;
import java.util.function.ToLongFunction;

/**
 * A row beside the request's own in Gatling's statistics, most often named {@code <request>
 * <suffix>}. It makes token timing visible to Gatling's report, assertions and Enterprise, and
 * counts in "All requests".
 */
public enum StatisticsRow {
  /** Start to first output. */
  TTFT("TTFT", RequestMetrics::ttftNanos),
  /** Time per output token after the first. */
  TPOT("TPOT", RequestMetrics::tpotNanos),
  /** Start to end; OK for a good request, KO for every other one, failed ones too. */
  GOODPUT("goodput", RequestMetrics::e2eNanos),
  /**
   * All requests of whatever name in one row, {@value #ALL_NAME}, failed ones too: that is what an
   * assertion on the failures of a run with several names needs.
   */
  ALL("", metrics -> -1);

  /** The name of the row {@link #ALL}. */
  public static final String ALL_NAME = "LLM requests";

  private final String suffix;

  @SuppressWarnings("ImmutableEnumChecker") // A reference to a pure method.
  private final ToLongFunction<RequestMetrics> nanos;

  StatisticsRow(String suffix, ToLongFunction<RequestMetrics> nanos) {
    this.suffix = suffix;
    this.nanos = nanos;
  }

  /** The row's duration in nanoseconds, or below 0 where the request has none of its own. */
  long nanosOf(RequestMetrics metrics) {
    return nanos.applyAsLong(metrics);
  }

  /** The row's name for a request of a name. */
  public String nameFor(String requestName) {
    return this == ALL ? ALL_NAME : requestName + " " + suffix;
  }
}
