package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.metrics.LimitedMetric;
import io.github.gatlingllm.record.Metric;
import java.time.Duration;

/**
 * A limit that each request is to keep to, for goodput; with {@link #percentile} or {@link #mean} a
 * limit on the steady phase instead.
 */
public final class RequestLimit implements Goal {

  private final LimitedMetric limited;
  private final Metric metric;
  private final Duration most;

  RequestLimit(LimitedMetric limited, Metric metric, Duration most) {
    this.limited = limited;
    this.metric = metric;
    this.most = most;
  }

  LimitedMetric metric() {
    return limited;
  }

  Duration most() {
    return most;
  }

  /**
   * The same limit on a percentile, such as 95 or 99.9, of the steady phase.
   *
   * @throws IllegalArgumentException if it is none of those that reports have
   */
  public Goal percentile(double percentile) {
    return new LatencyLimit(metric, most).percentile(percentile);
  }

  /** The same limit on the mean of the steady phase. */
  public Goal mean() {
    return new LatencyLimit(metric, most).mean();
  }
}
