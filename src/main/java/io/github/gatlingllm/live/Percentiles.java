package io.github.gatlingllm.live;

import io.github.gatlingllm.record.Distribution;

/**
 * Percentiles of a metric, in milliseconds; of no meaning without samples.
 *
 * @param count how many samples
 */
public record Percentiles(long count, double p50, double p95, double p99) {

  private static final double NANOS_PER_MILLI = 1e6;

  static Percentiles of(Distribution nanos) {
    return new Percentiles(
        nanos.count(),
        nanos.percentile(50) / NANOS_PER_MILLI,
        nanos.percentile(95) / NANOS_PER_MILLI,
        nanos.percentile(99) / NANOS_PER_MILLI);
  }
}
