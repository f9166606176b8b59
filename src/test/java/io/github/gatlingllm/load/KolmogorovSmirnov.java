package io.github.gatlingllm.load;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** The test of Kolmogorov and Smirnov of samples against a distribution that is known in full. */
final class KolmogorovSmirnov {

  /** The quantile of the limiting distribution that is exceeded in one of a hundred cases. */
  private static final double AT_ONE_PERCENT = 1.6276;

  private KolmogorovSmirnov() {}

  /** The largest distance between the two cumulative distributions. */
  static double statistic(double[] samples, DoubleUnaryOperator cumulative) {
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    double largest = 0;
    for (int i = 0; i < sorted.length; i++) {
      double expected = cumulative.applyAsDouble(sorted[i]);
      largest = Math.max(largest, expected - (double) i / sorted.length);
      largest = Math.max(largest, (i + 1.0) / sorted.length - expected);
    }
    return largest;
  }

  /** The statistic above which samples are not of the distribution, but for one case of 100. */
  static double critical(int samples) {
    return AT_ONE_PERCENT / Math.sqrt(samples);
  }

  static DoubleUnaryOperator exponential(double mean) {
    return x -> 1 - Math.exp(-x / mean);
  }

  /** A gamma distribution of that mean, by the series and the continued fraction of P(a, x). */
  static DoubleUnaryOperator gamma(double shape, double mean) {
    return x -> regularized(shape, x * shape / mean);
  }

  private static double regularized(double a, double x) {
    if (x <= 0) {
      return 0;
    }
    double scale = Math.exp(a * Math.log(x) - x - logGamma(a));
    if (x < a + 1) {
      double term = 1 / a;
      double sum = term;
      for (int n = 1; n < 1000 && term > sum * 1e-15; n++) {
        term *= x / (a + n);
        sum += term;
      }
      return scale * sum;
    }
    double b = x + 1 - a;
    double c = 1e300;
    double d = 1 / b;
    double h = d;
    for (int n = 1; n < 1000; n++) {
      double an = -n * (n - a);
      b += 2;
      d = 1 / (an * d + b);
      c = b + an / c;
      double factor = d * c;
      h *= factor;
      if (Math.abs(factor - 1) < 1e-15) {
        break;
      }
    }
    return 1 - scale * h;
  }

  /** By Lanczos; good to more than ten digits. */
  private static double logGamma(double x) {
    double[] terms = {
      76.18009172947146, -86.50532032941677, 24.01409824083091,
      -1.231739572450155, 0.1208650973866179e-2, -0.5395239384953e-5
    };
    double base = x + 5.5;
    double series = 1.000000000190015;
    for (int i = 0; i < terms.length; i++) {
      series += terms[i] / (x + 1 + i);
    }
    return (x + 0.5) * Math.log(base) - base + Math.log(2.5066282746310005 * series / x);
  }
}
