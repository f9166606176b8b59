package io.github.gatlingllm.report;

import io.github.gatlingllm.record.Distribution;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the samples of one metric are spread: exact moments, percentiles from the histogram, and how
 * far the percentiles can be trusted.
 *
 * @param count how many samples
 * @param mean their mean
 * @param min the least
 * @param max the greatest
 * @param stddev their sample standard deviation
 * @param percentiles the values at {@link #PERCENTILES}, in that order
 * @param lowSampleTail the percentiles with too few samples beyond them to be sure of
 * @param confidence95 for each headline percentile, where the true one is with a probability of 95
 *     %, if the samples are independent; none with fewer than two samples
 */
record Spread(
    long count,
    double mean,
    double min,
    double max,
    double stddev,
    Map<Double, Double> percentiles,
    List<Double> lowSampleTail,
    Map<Double, Interval> confidence95) {

  /** The percentiles of every distribution. */
  static final List<Double> PERCENTILES = Distribution.PERCENTILES;

  /** The percentiles that are read first. */
  static final List<Double> HEADLINE = List.of(50.0, 90.0, 95.0, 99.0);

  /** The normal distribution's quantile for 95 % between both sides. */
  private static final double Z = 1.959964;

  /**
   * Between two values, both included.
   *
   * @param low the lower
   * @param high the upper
   */
  record Interval(double low, double high) {}

  /**
   * The spread of a distribution.
   *
   * @param unit how much of the distribution's unit is one of the result's
   */
  static Spread of(Distribution distribution, double unit) {
    Map<Double, Double> percentiles = new LinkedHashMap<>();
    List<Double> tail = new ArrayList<>();
    for (double percentile : PERCENTILES) {
      percentiles.put(percentile, distribution.percentile(percentile) / unit);
      if (!hasTail(percentile, distribution.count())) {
        tail.add(percentile);
      }
    }
    return new Spread(
        distribution.count(),
        distribution.moments().mean() / unit,
        distribution.moments().min() / unit,
        distribution.moments().max() / unit,
        distribution.moments().standardDeviation() / unit,
        Collections.unmodifiableMap(percentiles),
        List.copyOf(tail),
        confidence(distribution, unit));
  }

  /** Whether at least ten of so many samples lie beyond a percentile, on its thinner side. */
  static boolean hasTail(double percentile, long count) {
    return Distribution.hasTail(percentile, count);
  }

  private static Map<Double, Interval> confidence(Distribution distribution, double unit) {
    Map<Double, Interval> intervals = new LinkedHashMap<>();
    long count = distribution.count();
    for (double percentile : HEADLINE) {
      if (count >= 2) {
        double p = percentile / 100;
        double middle = count * p;
        double reach = Z * Math.sqrt(count * p * (1 - p));
        intervals.put(
            percentile,
            new Interval(
                ranked(distribution, Math.floor(middle - reach)) / unit,
                ranked(distribution, Math.ceil(middle + reach) + 1) / unit));
      }
    }
    return Collections.unmodifiableMap(intervals);
  }

  /** The sample of a rank from 1 to n, as exactly as the histogram knows it. */
  private static double ranked(Distribution distribution, double rank) {
    long count = distribution.count();
    if (rank <= 1) {
      return distribution.moments().min();
    }
    if (rank >= count) {
      return distribution.moments().max();
    }
    // Half a rank less: rounding must not reach for the next sample.
    return distribution.percentile((rank - 0.5) / count * 100);
  }

  /** The value at one of {@link #PERCENTILES}. */
  double percentile(double percentile) {
    return percentiles.getOrDefault(percentile, 0.0);
  }
}
