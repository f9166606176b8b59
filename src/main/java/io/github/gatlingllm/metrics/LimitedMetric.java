package io.github.gatlingllm.metrics;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * What a request that succeeded can be held to. Where a metric does not exist for it, what stands
 * in its place is what its user saw; docs/metrics.md has the cases.
 */
public enum LimitedMetric {
  /** TTFT; of an answer that was not streamed E2E, since that is when its user saw any of it. */
  TTFT("ttft", metrics -> metrics.isStreamed() ? metrics.ttftNanos() : metrics.e2eNanos()),
  /** TTFNT; not streamed as TTFT, and a stream without visible output never met any limit. */
  TTFNT("ttfnt", LimitedMetric::ttfntNanos),
  /** TPOT; met by an answer of one token and by one that was not streamed: nobody waited. */
  TPOT("tpot", RequestMetrics::tpotNanos),
  /** E2E. */
  E2E("e2e", RequestMetrics::e2eNanos),
  /** The longest gap between two events with output; met where there was none. */
  LONGEST_STALL("longestStall", RequestMetrics::longestStallNanos);

  private static final long NEVER_CAME = Long.MAX_VALUE;

  private final String key;

  @SuppressWarnings("ImmutableEnumChecker") // A reference to a pure method.
  private final ToLongFunction<RequestMetrics> nanos;

  LimitedMetric(String key, ToLongFunction<RequestMetrics> nanosOfRequest) {
    this.key = key;
    this.nanos = nanosOfRequest;
  }

  private static long ttfntNanos(RequestMetrics metrics) {
    if (!metrics.isStreamed()) {
      return metrics.e2eNanos();
    }
    long nanos = metrics.ttfntNanos();
    return nanos == RequestMetrics.NONE ? NEVER_CAME : nanos;
  }

  /** The metric's name in files and settings. */
  public String key() {
    return key;
  }

  /** The metric of a name, if there is one. */
  public static Optional<LimitedMetric> of(String key) {
    return Arrays.stream(values()).filter(metric -> metric.key.equals(key)).findFirst();
  }

  /** What is held against a limit, in nanoseconds; below 0 where any limit is met. */
  long nanosOf(RequestMetrics metrics) {
    return nanos.applyAsLong(metrics);
  }
}
