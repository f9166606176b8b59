package io.github.gatlingllm.report;

import io.github.gatlingllm.record.Distribution;
import io.github.gatlingllm.record.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * flotest's aggregate of one metric over all phases; all 0 without samples.
 *
 * @param count how many samples there are
 * @param mean their mean
 * @param min the least
 * @param max the greatest
 * @param stddev their sample standard deviation
 * @param percentiles the values at {@link #PERCENTILES}
 */
record Aggregate(
    long count, double mean, double min, double max, double stddev, List<Double> percentiles) {

  /** The percentiles that flotest gives. */
  static final List<Integer> PERCENTILES = List.of(25, 50, 75, 90, 95, 99);

  /** Of no samples. */
  static final Aggregate NONE = exact(new Moments(), new double[0]);

  /** Of samples that are all there, in ascending order. */
  static Aggregate exact(Moments moments, double[] sorted) {
    return of(moments, percentile -> quantile(sorted, percentile / 100));
  }

  /**
   * Of more samples than were kept.
   *
   * @param unit how much of the distribution's unit is one of the moments' unit
   */
  static Aggregate estimated(Moments moments, Distribution distribution, double unit) {
    return of(moments, percentile -> distribution.percentile(percentile) / unit);
  }

  private static Aggregate of(Moments moments, DoubleUnaryOperator percentile) {
    List<Double> values = new ArrayList<>();
    PERCENTILES.forEach(p -> values.add(percentile.applyAsDouble(p)));
    return new Aggregate(
        moments.count(),
        moments.mean(),
        moments.min(),
        moments.max(),
        moments.standardDeviation(),
        List.copyOf(values));
  }

  /** Linear interpolation between neighbours (type 7), as flotest and numpy do. */
  private static double quantile(double[] sorted, double q) {
    if (sorted.length == 0) {
      return 0;
    }
    double position = (sorted.length - 1) * q;
    int below = (int) position;
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
