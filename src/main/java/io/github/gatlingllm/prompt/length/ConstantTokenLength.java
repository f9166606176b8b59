package io.github.gatlingllm.prompt.length;

import java.util.random.RandomGenerator;

/** One length for all. */
record ConstantTokenLength(int tokens) implements TokenLength {

  ConstantTokenLength {
    LengthChecks.tokens("a length", tokens);
  }

  @Override
  public int sample(RandomGenerator random) {
    return tokens;
  }

  @Override
  public double atLeast(int least) {
    return least <= tokens ? 1 : 0;
  }

  @Override
  public int longest() {
    return tokens;
  }

  @Override
  public String toString() {
    return "constant:" + tokens;
  }
}
