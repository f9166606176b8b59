package io.github.gatlingllm.report;

/** The quantile of Student's t distribution that has 95 % between both sides. */
final class StudentT {

  private static final double Z = 1.959964;

  /** For 1 to 4 degrees of freedom, where the series below is too short. */
  private static final double[] FEW = {12.70620, 4.30265, 3.18245, 2.77645};

  private StudentT() {}

  /**
   * Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.5: the expansion around the
   * normal quantile; from 5 degrees of freedom on within 0.02 %.
   *
   * @param freedom degrees of freedom, 1 or more
   */
  static double quantile95(long freedom) {
    if (freedom <= FEW.length) {
      return FEW[(int) freedom - 1];
    }
    double x = Z;
    double x2 = x * x;
    double g1 = x * (x2 + 1) / 4;
    double g2 = x * ((5 * x2 + 16) * x2 + 3) / 96;
    double g3 = x * (((3 * x2 + 19) * x2 + 17) * x2 - 15) / 384;
    double g4 = x * ((((79 * x2 + 776) * x2 + 1482) * x2 - 1920) * x2 - 945) / 92160;
    double v = freedom;
    return x + (g1 + (g2 + (g3 + g4 / v) / v) / v) / v;
  }
}
