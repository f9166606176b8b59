package io.github.gatlingllm.load;

/**
 * What tokens cost, in a currency of the user's.
 *
 * @param input the price of a million input tokens, 0 or more
 * @param output the price of a million output tokens, 0 or more
 */
public record Prices(double input, double output) {

  private static final double TOKENS_OF_A_PRICE = 1e6;

  /** Refuses what is no price. */
  public Prices {
    require("input", input);
    require("output", output);
  }

  private static void require(String name, double price) {
    if (!(price >= 0) || Double.isInfinite(price)) {
      throw new IllegalArgumentException(
          "the price of " + name + " tokens is " + price + "; accepted: 0 or more");
    }
  }

  /** What so many tokens cost. */
  public double cost(double inputTokens, double outputTokens) {
    return (inputTokens * input + outputTokens * output) / TOKENS_OF_A_PRICE;
  }
}
