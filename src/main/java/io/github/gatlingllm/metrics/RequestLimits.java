package io.github.gatlingllm.metrics;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What each request is to keep to. A request is good if it succeeded, passed its checks and is at
 * each limit or below it; goodput is the share of good requests among all that were started.
 *
 * @param byMetric the limits, each above zero
 */
public record RequestLimits(Map<LimitedMetric, Duration> byMetric) {

  /** No limits: a request that passed is good. */
  public static final RequestLimits NONE = new RequestLimits(Map.of());

  /** Copies the map, and refuses a limit that no request can meet. */
  public RequestLimits {
    Map<LimitedMetric, Duration> copy = new EnumMap<>(LimitedMetric.class);
    copy.putAll(byMetric);
    copy.forEach(RequestLimits::requirePositive);
    byMetric = Collections.unmodifiableMap(copy);
  }

  private static void requirePositive(LimitedMetric metric, Duration limit) {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException(
          "the limit of " + metric.key() + " is " + limit + "; accepted: above 0");
    }
  }

  /** These and another limit, in place of an earlier one of that metric. */
  public RequestLimits with(LimitedMetric metric, Duration limit) {
    Map<LimitedMetric, Duration> all = new EnumMap<>(LimitedMetric.class);
    all.putAll(byMetric);
    all.put(metric, limit);
    return new RequestLimits(all);
  }

  /** Whether there is no limit. */
  public boolean isEmpty() {
    return byMetric.isEmpty();
  }

  /** The metrics with which a request that succeeded is above its limits. */
  public Set<LimitedMetric> missedBy(RequestMetrics metrics) {
    if (byMetric.isEmpty()) {
      return Set.of();
    }
    Set<LimitedMetric> missed = EnumSet.noneOf(LimitedMetric.class);
    byMetric.forEach(
        (metric, limit) -> {
          if (metric.nanosOf(metrics) > limit.toNanos()) {
            missed.add(metric);
          }
        });
    return missed;
  }
}
