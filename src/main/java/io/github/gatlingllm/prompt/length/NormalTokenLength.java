package io.github.gatlingllm.prompt.length;

import java.util.random.RandomGenerator;

/**
 * Normally distributed lengths, rounded and clamped to 1 .. 3 × mean.
 *
 * @param center the mean of the distribution before rounding and clamping
 */
record NormalTokenLength(double center, double stddev) implements TokenLength {

  NormalTokenLength {
    LengthChecks.mean(center);
    if (!(stddev >= 0 && stddev < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "stddev must be 0 or more tokens and finite, but is " + stddev);
    }
  }

  @Override
  public int sample(RandomGenerator random) {
    long drawn = Math.round(center + stddev * random.nextGaussian());
    return (int) Math.min(Math.max(drawn, 1), longest());
  }

  @Override
  public double atLeast(int tokens) {
    if (tokens <= 1 || tokens > longest()) {
      return tokens <= 1 ? 1 : 0;
    }
    if (stddev == 0) {
      return tokens <= Math.round(center) ? 1 : 0;
    }
    return StandardNormal.above((tokens - 0.5 - center) / stddev);
  }

  @Override
  public int longest() {
    return Math.max(1, (int) (3 * center));
  }

  @Override
  public String toString() {
    return "normal:" + Figure.of(center) + ":" + Figure.of(stddev);
  }
}
