package io.github.gatlingllm.load;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * When a run is ended before its time. Each rule holds only where it is given.
 *
 * @param errorRate too many failures
 * @param tokens the most input and output tokens together
 * @param cost the most that they may cost
 * @param prices what they cost
 */
public record StopRules(
    Optional<ErrorRate> errorRate,
    OptionalLong tokens,
    OptionalDouble cost,
    Optional<Prices> prices) {

  /** No rules. */
  public static final StopRules NONE =
      new StopRules(
          Optional.empty(), OptionalLong.empty(), OptionalDouble.empty(), Optional.empty());

  /**
   * A limit on the share of failures among the requests that ended last.
   *
   * @param limit the share above which the run is ended, from 0 to below 1
   * @param window how many requests are looked at
   * @param minRequests before so many have ended there is no judgement; at most the window
   */
  public record ErrorRate(double limit, int window, int minRequests) {

    /** How many requests are looked at unless told otherwise. */
    public static final int DEFAULT_WINDOW = 100;

    /** Before how many there is no judgement unless told otherwise. */
    public static final int DEFAULT_MIN_REQUESTS = 20;

    /** Refuses what can never be met, or always is. */
    public ErrorRate {
      if (!(limit >= 0) || limit >= 1) {
        throw new IllegalArgumentException(
            "the error rate to stop at is " + limit + "; accepted: 0 to below 1");
      }
      if (window < 1) {
        throw new IllegalArgumentException(
            "the window of the error rate is " + window + "; accepted: 1 or more");
      }
      if (minRequests < 1 || minRequests > window) {
        throw new IllegalArgumentException(
            "the least number of requests is "
                + minRequests
                + "; accepted: 1 to the window, "
                + window);
      }
    }
  }

  /** With another limit on failures. */
  public StopRules with(ErrorRate limit) {
    return new StopRules(Optional.of(limit), tokens, cost, prices);
  }

  /** With another limit on tokens, 1 or more. */
  public StopRules withTokens(long budget) {
    if (budget < 1) {
      throw new IllegalArgumentException(
          "the budget of tokens is " + budget + "; accepted: 1 or more");
    }
    return new StopRules(errorRate, OptionalLong.of(budget), cost, prices);
  }

  /** With another limit on cost, above 0. */
  public StopRules withCost(double budget) {
    if (!(budget > 0) || Double.isInfinite(budget)) {
      throw new IllegalArgumentException("the budget is " + budget + "; accepted: above 0");
    }
    return new StopRules(errorRate, tokens, OptionalDouble.of(budget), prices);
  }

  /** With other prices. */
  public StopRules with(Prices newPrices) {
    return new StopRules(errorRate, tokens, cost, Optional.of(newPrices));
  }

  /**
   * These rules, if they can be kept.
   *
   * @throws IllegalArgumentException if there is a limit on cost and there are no prices
   */
  public StopRules validated() {
    if (cost.isPresent() && prices.isEmpty()) {
      throw new IllegalArgumentException("a budget of cost needs prices");
    }
    return this;
  }
}
