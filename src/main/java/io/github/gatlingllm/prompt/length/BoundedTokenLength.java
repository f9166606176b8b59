package io.github.gatlingllm.prompt.length;

import java.util.random.RandomGenerator;

/**
 * A distribution that is cut off at bounds: what lies outside is drawn again.
 *
 * <p>At least a hundredth of the draws lies within, so that after {@value #MAX_DRAWS} draws one in
 * 23,000 lengths is still outside at worst; such a length is clamped.
 */
record BoundedTokenLength(TokenLength drawn, int shortest, int longest) implements TokenLength {

  private static final int MAX_DRAWS = 1000;
  private static final double LEAST_PART = 0.01;

  BoundedTokenLength {
    LengthChecks.tokens("min", shortest);
    LengthChecks.range("min", shortest, "max", longest);
    if (drawn.atLeast(shortest) - drawn.atLeast(longest + 1) < LEAST_PART) {
      throw new IllegalArgumentException(
          String.format(
              "less than 1 %% of the lengths of %s lie between %d and %d tokens",
              drawn, shortest, longest));
    }
    longest = Math.min(longest, drawn.longest());
  }

  @Override
  public int sample(RandomGenerator random) {
    int tokens = drawn.sample(random);
    for (int draws = 1; draws < MAX_DRAWS && !isWithin(tokens); draws++) {
      tokens = drawn.sample(random);
    }
    return Math.min(Math.max(tokens, shortest), longest);
  }

  private boolean isWithin(int tokens) {
    return tokens >= shortest && tokens <= longest;
  }

  @Override
  public double atLeast(int tokens) {
    if (tokens <= shortest || tokens > longest) {
      return tokens <= shortest ? 1 : 0;
    }
    double beyond = drawn.atLeast(longest + 1);
    return (drawn.atLeast(tokens) - beyond) / (drawn.atLeast(shortest) - beyond);
  }

  @Override
  public String toString() {
    return drawn + " between " + shortest + " and " + longest;
  }
}
