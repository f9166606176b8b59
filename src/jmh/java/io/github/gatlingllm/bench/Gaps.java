package io.github.gatlingllm.bench;

import java.util.Arrays;

/** The gaps between arrivals, in seconds, and what can be said of them. */
final class Gaps {

  private static final double NANOS_PER_SECOND = 1e9;

  /** The quantile of the limiting distribution that is exceeded in one of a hundred cases. */
  private static final double AT_ONE_PERCENT = 1.6276;

  private final double[] gaps;

  private Gaps(double[] gaps) {
    this.gaps = gaps;
  }

  /** Between instants, in any order. */
  static Gaps of(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    double[] gaps = new double[sorted.length - 1];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = (sorted[i + 1] - sorted[i]) / NANOS_PER_SECOND;
    }
    return new Gaps(gaps);
  }

  double mean() {
    return Arrays.stream(gaps).average().orElseThrow();
  }

  /** The standard deviation as a share of the mean. */
  double variation() {
    double mean = mean();
    double squares = Arrays.stream(gaps).map(gap -> (gap - mean) * (gap - mean)).sum();
    return Math.sqrt(squares / (gaps.length - 1)) / mean;
  }

  /**
   * The statistic of Kolmogorov and Smirnov against a gamma distribution.
   *
   * @param shape a whole number; 1 is the exponential distribution
   * @param rate arrivals a second
   */
  double distance(int shape, double rate) {
    double[] sorted = gaps.clone();
    Arrays.sort(sorted);
    double largest = 0;
    for (int i = 0; i < sorted.length; i++) {
      double expected = erlang(shape, sorted[i] * rate * shape);
      largest = Math.max(largest, expected - (double) i / sorted.length);
      largest = Math.max(largest, (i + 1.0) / sorted.length - expected);
    }
    return largest;
  }

  private static double erlang(int shape, double x) {
    double term = Math.exp(-x);
    double above = term;
    for (int i = 1; i < shape; i++) {
      term *= x / i;
      above += term;
    }
    return 1 - above;
  }

  /** The distance above which gaps are not of a distribution, but for one case of a hundred. */
  double critical() {
    return AT_ONE_PERCENT / Math.sqrt(gaps.length);
  }
}
