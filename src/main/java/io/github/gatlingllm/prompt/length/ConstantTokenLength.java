package io.github.gatlingllm.prompt.length;

import java.util.random.RandomGenerator;

/** One length for all. */
record ConstantTokenLength(int tokens) implements TokenLength {

  ConstantTokenLength {
    if (tokens < 1 || tokens > MAX_TOKENS) {
      throw new IllegalArgumentException(
          "a length must be 1 to " + MAX_TOKENS + " tokens, but is " + tokens);
    }
  }

  @Override
  public int sample(RandomGenerator random) {
    return tokens;
  }

  @Override
  public double mean() {
    return tokens;
  }
}
