package io.github.gatlingllm.config;

/** The rules on several keys at once that say how a run may end. */
final class EndRules {

  private EndRules() {}

  static void check(SettingsTree tree, Findings findings) {
    checkThatPricesAreTwo(tree, findings);
    checkThatCostIsKnown(tree, findings);
    checkThatWindowIsFilled(tree, findings);
    checkThatRuleIsThere(EndSettings.STOP_WINDOW, tree, findings);
    checkThatRuleIsThere(EndSettings.STOP_MIN_REQUESTS, tree, findings);
  }

  private static void checkThatPricesAreTwo(SettingsTree tree, Findings findings) {
    checkThatBothAre(Settings.PRICE_INPUT, Settings.PRICE_OUTPUT, tree, findings);
    checkThatBothAre(Settings.PRICE_OUTPUT, Settings.PRICE_INPUT, tree, findings);
  }

  private static void checkThatBothAre(
      Setting<Double> one, Setting<Double> other, SettingsTree tree, Findings findings) {
    if (tree.has(one) && !tree.has(other)) {
      findings.fault(other.path() + " is missing; give " + other.type().accepts());
    }
  }

  private static void checkThatCostIsKnown(SettingsTree tree, Findings findings) {
    boolean priced = tree.has(Settings.PRICE_INPUT) || tree.has(Settings.PRICE_OUTPUT);
    if (tree.find(EndSettings.BUDGET_COST).isPresent() && !priced) {
      findings.fault(
          tree.name(EndSettings.BUDGET_COST)
              + " needs prices; give "
              + Settings.PRICE_INPUT.path()
              + " and "
              + Settings.PRICE_OUTPUT.path());
    }
  }

  private static void checkThatWindowIsFilled(SettingsTree tree, Findings findings) {
    int least = tree.find(EndSettings.STOP_MIN_REQUESTS).orElse(1);
    int window = tree.find(EndSettings.STOP_WINDOW).orElse(Integer.MAX_VALUE);
    if (least > window) {
      findings.fault(
          tree.name(EndSettings.STOP_MIN_REQUESTS)
              + " ("
              + least
              + ") is more than "
              + tree.name(EndSettings.STOP_WINDOW)
              + " ("
              + window
              + "): it would never judge");
    }
  }

  private static void checkThatRuleIsThere(
      Setting<Integer> part, SettingsTree tree, Findings findings) {
    if (tree.has(part) && !tree.has(EndSettings.STOP_ERROR_RATE)) {
      findings.warn(
          tree.name(part) + " takes no effect without " + EndSettings.STOP_ERROR_RATE.path());
    }
  }
}
