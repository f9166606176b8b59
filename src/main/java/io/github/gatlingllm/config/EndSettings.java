package io.github.gatlingllm.config;

import java.time.Duration;
import java.util.List;

/** The keys that say what comes before the load, and how a run may end. */
final class EndSettings {

  private static final Declarations DECLARED = new Declarations();

  static final Setting<Boolean> PREFLIGHT =
      DECLARED.defaulted(
          "benchmark.preflight",
          "preflight",
          new TrueOrFalse(),
          true,
          "Send one short request first, which must succeed: else nothing else is sent, and a "
              + "message says what is wrong.");
  static final Setting<Integer> WARM_UP_REQUESTS =
      DECLARED.defaulted(
          "benchmark.warmUp.requests",
          "warmUpRequests",
          new WholeNumber(0),
          0,
          "Requests that are sent before the load and never counted.");
  static final Setting<Duration> DRAIN_TIMEOUT =
      DECLARED.optional(
          "benchmark.drainTimeout",
          "drainTimeout",
          Seconds.from0(),
          "How long answers may still be open after the end of the load; what is open then ends as "
              + "`aborted`. As long as `benchmark.timeout` lets them when not given.");
  static final Setting<Double> STOP_ERROR_RATE =
      DECLARED.optional(
          "benchmark.stop.errorRate",
          "stopErrorRate",
          new DecimalNumber("a number from 0 to 0.999", 0, true, 0.999),
          "Share of failures, among the requests that ended last, above which the run is ended. "
              + "docs/stopping.md.");
  static final Setting<Integer> STOP_WINDOW =
      DECLARED.defaulted(
          "benchmark.stop.window",
          "stopWindow",
          new WholeNumber(1),
          100,
          "How many of the requests that ended last `benchmark.stop.errorRate` looks at.");
  static final Setting<Integer> STOP_MIN_REQUESTS =
      DECLARED.optional(
          "benchmark.stop.minRequests",
          "stopMinRequests",
          new WholeNumber(1),
          "Before so many have ended it does not judge; 20 when not given, or the window if that "
              + "is less.");
  static final Setting<Long> BUDGET_TOKENS =
      DECLARED.optional(
          "benchmark.budget.tokens",
          "budgetTokens",
          new LargeNumber(),
          "Input and output tokens after which the run is ended.");
  static final Setting<Double> BUDGET_COST =
      DECLARED.optional(
          "benchmark.budget.cost",
          "budgetCost",
          DecimalNumber.above0("an amount above 0", 1e9),
          "Cost after which the run is ended, by `provider.price`; a run whose estimate is higher "
              + "is refused.");

  private EndSettings() {}

  static List<Setting<?>> all() {
    return DECLARED.all();
  }
}
