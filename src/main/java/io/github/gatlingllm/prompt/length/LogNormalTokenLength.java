package io.github.gatlingllm.prompt.length;

import java.util.random.RandomGenerator;

/**
 * Log-normally distributed lengths, rounded, at least 1.
 *
 * <p>If lengths have mean m and deviation s, their logarithms are normal with the variance {@code
 * ln(1 + s²/m²)} and the mean {@code ln m} less half of it (Johnson, Kotz, Balakrishnan: Continuous
 * Univariate Distributions 1, chapter 14).
 *
 * @param center the mean of the lengths before rounding
 * @param stddev the deviation of the lengths before rounding
 */
record LogNormalTokenLength(double center, double stddev) implements TokenLength {

  LogNormalTokenLength {
    LengthChecks.mean(center);
    if (!(stddev >= 0 && stddev <= MAX_TOKENS)) {
      throw new IllegalArgumentException(
          "stddev must be 0 to " + MAX_TOKENS + " tokens, but is " + stddev);
    }
  }

  private double logDeviation() {
    return Math.sqrt(Math.log1p(Math.pow(stddev / center, 2)));
  }

  private double logMean() {
    return Math.log(center) - Math.log1p(Math.pow(stddev / center, 2)) / 2;
  }

  @Override
  public int sample(RandomGenerator random) {
    long drawn = Math.round(Math.exp(logMean() + logDeviation() * random.nextGaussian()));
    return (int) Math.min(Math.max(drawn, 1), MAX_TOKENS);
  }

  @Override
  public double atLeast(int tokens) {
    if (tokens <= 1 || tokens > MAX_TOKENS) {
      return tokens <= 1 ? 1 : 0;
    }
    if (stddev == 0) {
      return tokens <= Math.round(center) ? 1 : 0;
    }
    return StandardNormal.above((Math.log(tokens - 0.5) - logMean()) / logDeviation());
  }

  @Override
  public int longest() {
    return MAX_TOKENS;
  }

  @Override
  public String toString() {
    return "lognormal:" + Figure.of(center) + ":" + Figure.of(stddev);
  }
}
