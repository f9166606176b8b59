package io.github.gatlingllm.prompt.length;

import java.util.random.RandomGenerator;

/** Normally distributed lengths, rounded and clamped to 1 .. 3 × mean. */
record NormalTokenLength(double mean, double stddev) implements TokenLength {

  NormalTokenLength {
    // Written so that NaN, which compares false with everything, is refused too.
    if (!(mean > 0 && mean <= MAX_TOKENS)) {
      throw new IllegalArgumentException(
          "mean must be above 0 and at most " + MAX_TOKENS + " tokens, but is " + mean);
    }
    if (!(stddev >= 0 && stddev < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "stddev must be 0 or more tokens and finite, but is " + stddev);
    }
  }

  @Override
  public int sample(RandomGenerator random) {
    long longest = Math.max(1, (long) (3 * mean));
    long drawn = Math.round(mean + stddev * random.nextGaussian());
    return (int) Math.min(Math.max(drawn, 1), longest);
  }
}
