package io.github.gatlingllm.prompt.length;

import static io.github.gatlingllm.prompt.length.TokenLength.MAX_TOKENS;
import static io.github.gatlingllm.prompt.length.TokenLength.MAX_WEIGHT;

/**
 * What all distributions accept. Comparisons are written so that NaN, which compares false with
 * everything, is refused too.
 */
final class LengthChecks {

  private LengthChecks() {}

  static void tokens(String name, int tokens) {
    if (tokens < 1 || tokens > MAX_TOKENS) {
      throw new IllegalArgumentException(
          name + " must be 1 to " + MAX_TOKENS + " tokens, but is " + tokens);
    }
  }

  static void range(String lowName, int low, String highName, int high) {
    tokens(highName, high);
    if (high < low) {
      throw new IllegalArgumentException(
          highName + " must be " + lowName + " (" + low + " tokens) or more, but is " + high);
    }
  }

  static void mean(double mean) {
    if (!(mean > 0 && mean <= MAX_TOKENS)) {
      throw new IllegalArgumentException(
          "mean must be above 0 and at most " + MAX_TOKENS + " tokens, but is " + mean);
    }
  }

  static void weight(double weight) {
    if (!(weight > 0 && weight <= MAX_WEIGHT)) {
      throw new IllegalArgumentException(
          "weight must be above 0 and at most 1000000000, but is " + weight);
    }
  }
}
