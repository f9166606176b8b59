package io.github.gatlingllm.prompt.length;

/** The normal distribution with mean 0 and deviation 1. */
final class StandardNormal {

  /** Beyond this the smallest double is more. */
  private static final double LAST = 37;

  /** Where the fraction of polynomials gives way to the continued fraction. */
  private static final double FAR = 7.07106781186547;

  private static final double[] UPPER = {
    3.52624965998911e-02,
    0.700383064443688,
    6.37396220353165,
    33.912866078383,
    112.079291497871,
    221.213596169931,
    220.206867912376
  };

  private static final double[] LOWER = {
    8.83883476483184e-02,
    1.75566716318264,
    16.064177579207,
    86.7807322029461,
    296.564248779674,
    637.333633378831,
    793.826512519948,
    440.413735824752
  };

  private StandardNormal() {}

  /**
   * The probability of more than z, to about 15 decimal places: Hart's algorithm 5666, as given by
   * G. West, "Better approximations to cumulative normal functions", Wilmott (2005).
   */
  static double above(double z) {
    double tail = tail(Math.abs(z));
    return z > 0 ? tail : 1 - tail;
  }

  private static double tail(double z) {
    if (z > LAST) {
      return 0;
    }
    double density = Math.exp(-z * z / 2);
    if (z < FAR) {
      return density * polynomial(UPPER, z) / polynomial(LOWER, z);
    }
    double fraction = z + 0.65;
    for (int i = 4; i >= 1; i--) {
      fraction = z + i / fraction;
    }
    return density / fraction / Math.sqrt(2 * Math.PI);
  }

  private static double polynomial(double[] coefficients, double z) {
    double sum = 0;
    for (double coefficient : coefficients) {
      sum = sum * z + coefficient;
    }
    return sum;
  }
}
