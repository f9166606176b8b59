package io.github.gatlingllm.objective;

import io.github.gatlingllm.objective.RateObjective.Rate;
import io.github.gatlingllm.objective.ShareObjective.Share;
import io.github.gatlingllm.record.Metric;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleFunction;

/** Objectives by their names, for settings and files. */
public final class ObjectiveNames {

  private static final double NANOS_PER_MILLI = 1e6;

  private static final Map<String, DoubleFunction<Objective>> BY_NAME = byName();

  private ObjectiveNames() {}

  private static Map<String, DoubleFunction<Objective>> byName() {
    Map<String, DoubleFunction<Objective>> all = new LinkedHashMap<>();
    for (Metric metric : LatencyObjective.METRICS.keySet()) {
      for (Statistic statistic : Statistic.all()) {
        all.put(
            metric.key() + "." + statistic.key(),
            millis -> new LatencyObjective(metric, statistic, ofMillis(millis)));
      }
    }
    all.put("goodput", share -> new ShareObjective(Share.GOODPUT, share));
    all.put("errorRate", share -> new ShareObjective(Share.ERROR_RATE, share));
    all.put("outputTokensPerSecond", limit -> new RateObjective(Rate.OUTPUT_TOKENS, limit));
    all.put("okPerSecond", limit -> new RateObjective(Rate.OK, limit));
    return Collections.unmodifiableMap(all);
  }

  /** A time in milliseconds, to the nanosecond. */
  public static Duration ofMillis(double millis) {
    return Duration.ofNanos(Math.round(millis * NANOS_PER_MILLI));
  }

  /** All names, in order. */
  public static Set<String> all() {
    return BY_NAME.keySet();
  }

  /**
   * The objective of a name.
   *
   * @param limit in the unit that files have: milliseconds, a share, or a number a second
   * @throws IllegalArgumentException if there is no such name, or it does not accept that limit
   */
  public static Objective of(String name, double limit) {
    DoubleFunction<Objective> maker = BY_NAME.get(name);
    if (maker == null) {
      throw new IllegalArgumentException(name + " is not an objective; accepted: " + all());
    }
    return maker.apply(limit);
  }
}
