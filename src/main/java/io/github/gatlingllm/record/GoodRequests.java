package io.github.gatlingllm.record;

import io.github.gatlingllm.metrics.LimitedMetric;
import io.github.gatlingllm.metrics.RequestLimits;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many requests were good, and what the others missed. Not thread-safe; merging loses nothing
 * where the limits are the same.
 */
public final class GoodRequests {

  private final RequestLimits limits;
  private final Map<LimitedMetric, Long> missed = new EnumMap<>(LimitedMetric.class);
  private long good;
  private long notPassed;

  GoodRequests(RequestLimits limits) {
    this.limits = limits;
    limits.byMetric().keySet().forEach(metric -> missed.put(metric, 0L));
  }

  void add(RequestRecord request) {
    if (!request.passed()) {
      notPassed++;
      return;
    }
    var above = limits.missedBy(request.metrics());
    above.forEach(metric -> missed.merge(metric, 1L, Long::sum));
    good += above.isEmpty() ? 1 : 0;
  }

  void add(GoodRequests other) {
    other.missed.forEach((metric, count) -> missed.merge(metric, count, Long::sum));
    good += other.good;
    notPassed += other.notPassed;
  }

  /** What a good request keeps to. */
  public RequestLimits limits() {
    return limits;
  }

  /** Requests that passed and met all limits. */
  public long good() {
    return good;
  }

  /** Requests that did not succeed, or not pass their checks: no limit is looked at there. */
  public long notPassed() {
    return notPassed;
  }

  /** By limit, the requests that passed and were above it; one request may miss several. */
  public Map<LimitedMetric, Long> missed() {
    return Collections.unmodifiableMap(missed);
  }
}
