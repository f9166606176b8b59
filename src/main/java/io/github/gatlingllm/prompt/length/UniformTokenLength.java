package io.github.gatlingllm.prompt.length;

import java.util.random.RandomGenerator;

/** Every length from the shortest to the longest, both included, as likely as another. */
record UniformTokenLength(int shortest, int longest) implements TokenLength {

  UniformTokenLength {
    LengthChecks.tokens("min", shortest);
    LengthChecks.range("min", shortest, "max", longest);
  }

  @Override
  public int sample(RandomGenerator random) {
    return shortest + random.nextInt(longest - shortest + 1);
  }

  @Override
  public double atLeast(int tokens) {
    double part = (longest - tokens + 1.0) / (longest - shortest + 1.0);
    return Math.min(1, Math.max(0, part));
  }

  @Override
  public String toString() {
    return "uniform:" + shortest + ":" + longest;
  }
}
