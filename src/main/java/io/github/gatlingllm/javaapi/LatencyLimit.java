package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.objective.LatencyObjective;
import io.github.gatlingllm.objective.Statistic;
import io.github.gatlingllm.record.Metric;
import java.time.Duration;

/** A limit on a latency of the steady phase, once it says on what of it. */
public final class LatencyLimit {

  private final Metric metric;
  private final Duration most;

  LatencyLimit(Metric metric, Duration most) {
    this.metric = metric;
    this.most = most;
  }

  /**
   * On a percentile, such as 95 or 99.9.
   *
   * @throws IllegalArgumentException if it is none of those that reports have
   */
  public Goal percentile(double percentile) {
    return of(Statistic.percentile(percentile));
  }

  /** On the mean. */
  public Goal mean() {
    return of(Statistic.MEAN);
  }

  private Goal of(Statistic statistic) {
    return new Goal.OfRun(new LatencyObjective(metric, statistic, most));
  }
}
