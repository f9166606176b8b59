package io.github.gatlingllm.compare;

/**
 * Where a true value lies with a probability of 95 %.
 *
 * @param low its lower end
 * @param high its upper end
 */
record Interval(double low, double high) {

  /** The normal distribution's quantile for 95 % between both sides. */
  static final double Z = 1.959964;

  /**
   * Of a share, by Wilson's score interval (JASA 22, 1927): it holds for few and for no successes
   * too.
   *
   * @param count how many of the samples
   * @param samples how many, above 0
   */
  static Interval ofShare(double count, double samples) {
    double share = count / samples;
    double weight = Z * Z / samples;
    double middle = (share + weight / 2) / (1 + weight);
    double reach =
        Z / (1 + weight) * Math.sqrt(share * (1 - share) / samples + weight / (4 * samples));
    return new Interval(Math.max(0, middle - reach), Math.min(1, middle + reach));
  }
}
