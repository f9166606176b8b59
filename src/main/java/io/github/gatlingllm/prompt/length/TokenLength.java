package io.github.gatlingllm.prompt.length;

import java.util.random.RandomGenerator;

/**
 * A distribution of lengths in tokens: how long a prompt is, or how long its answer should be.
 *
 * <p>Implementations are immutable and take all their randomness from the generator they are given.
 */
public interface TokenLength {

  /** The longest mean and the longest constant that are accepted, in tokens. */
  int MAX_TOKENS = 10_000_000;

  /** Draws one length, in tokens; at least 1. */
  int sample(RandomGenerator random);

  /** The length around which the draws lie, in tokens. */
  double mean();

  /**
   * A normal distribution whose standard deviation is 10 % of its mean.
   *
   * @param mean in tokens, above 0
   */
  static TokenLength normal(double mean) {
    return normal(mean, mean * 0.1);
  }

  /**
   * A normal distribution, rounded to whole tokens and clamped to 1 .. 3 × mean.
   *
   * <p>The clamp moves the mean of what is drawn only where the deviation is wide: below a third of
   * the mean the lower bound is three deviations away.
   *
   * @param mean in tokens, above 0 and at most {@link #MAX_TOKENS}
   * @param stddev in tokens, 0 or more
   * @throws IllegalArgumentException if either is out of range or not a number
   */
  static TokenLength normal(double mean, double stddev) {
    return new NormalTokenLength(mean, stddev);
  }

  /**
   * Always the same length.
   *
   * @param tokens 1 to {@link #MAX_TOKENS}
   * @throws IllegalArgumentException if out of range
   */
  static TokenLength constant(int tokens) {
    return new ConstantTokenLength(tokens);
  }
}
