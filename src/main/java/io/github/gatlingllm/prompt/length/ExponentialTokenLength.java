package io.github.gatlingllm.prompt.length;

import java.util.random.RandomGenerator;

/**
 * Exponentially distributed lengths, rounded, at least 1.
 *
 * @param center the mean of the lengths before rounding
 */
record ExponentialTokenLength(double center) implements TokenLength {

  ExponentialTokenLength {
    LengthChecks.mean(center);
  }

  @Override
  public int sample(RandomGenerator random) {
    // 1 - u is never 0, and so the logarithm is finite.
    long drawn = Math.round(-center * Math.log1p(-random.nextDouble()));
    return (int) Math.min(Math.max(drawn, 1), MAX_TOKENS);
  }

  @Override
  public double atLeast(int tokens) {
    if (tokens <= 1 || tokens > MAX_TOKENS) {
      return tokens <= 1 ? 1 : 0;
    }
    return Math.exp(-(tokens - 0.5) / center);
  }

  @Override
  public int longest() {
    return MAX_TOKENS;
  }

  @Override
  public String toString() {
    return "exponential:" + Figure.of(center);
  }
}
