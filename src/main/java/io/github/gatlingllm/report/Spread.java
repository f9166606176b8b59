package io.github.gatlingllm.report;

import io.github.gatlingllm.record.Distribution;
import io.github.gatlingllm.record.Moments;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

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
 *     %, if the samples are independent; none for one that has too few samples to say
 * @param meanConfidence95 the same of the mean; none with fewer than two samples
 */
public record Spread(
    long count,
    double mean,
    double min,
    double max,
    double stddev,
    Map<Double, Double> percentiles,
    List<Double> lowSampleTail,
    Map<Double, Interval> confidence95,
    Optional<Interval> meanConfidence95) {

  /** The percentiles of every distribution. */
  static final List<Double> PERCENTILES = Distribution.PERCENTILES;

  /** The percentiles that are read first. */
  public static final List<Double> HEADLINE = List.of(50.0, 90.0, 95.0, 99.0);

  private static final double PERCENT = 100;

  /**
   * Between two values, both included.
   *
   * @param low the lower
   * @param high the upper
   */
  public record Interval(double low, double high) {}

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
        confidence(distribution, unit),
        ofMean(distribution.moments(), unit));
  }

  /** Whether at least ten of so many samples lie beyond a percentile, on its thinner side. */
  static boolean hasTail(double percentile, long count) {
    return Distribution.hasTail(percentile, count);
  }

  private static Map<Double, Interval> confidence(Distribution distribution, double unit) {
    Map<Double, Interval> intervals = new LinkedHashMap<>();
    for (double percentile : HEADLINE) {
      BinomialRanks ranks = new BinomialRanks(distribution.count(), percentile / PERCENT);
      OptionalLong low = ranks.low();
      OptionalLong high = ranks.high();
      if (low.isPresent() && high.isPresent()) {
        intervals.put(
            percentile,
            new Interval(
                ranked(distribution, low.getAsLong()) / unit,
                ranked(distribution, high.getAsLong()) / unit));
      }
    }
    return Collections.unmodifiableMap(intervals);
  }

  /** The mean ± t · s / √n, and never below 0. */
  private static Optional<Interval> ofMean(Moments moments, double unit) {
    if (moments.count() < 2) {
      return Optional.empty();
    }
    double reach =
        StudentT.quantile95(moments.count() - 1)
            * moments.standardDeviation()
            / Math.sqrt((double) moments.count());
    return Optional.of(
        new Interval(Math.max(0, moments.mean() - reach) / unit, (moments.mean() + reach) / unit));
  }

  /** The sample of a rank from 1 to n, as exactly as the histogram knows it. */
  private static double ranked(Distribution distribution, long rank) {
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
  public double percentile(double percentile) {
    return percentiles.getOrDefault(percentile, 0.0);
  }
}
