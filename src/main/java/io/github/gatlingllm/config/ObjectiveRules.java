package io.github.gatlingllm.config;

import io.github.gatlingllm.objective.ObjectiveWatch;

/** The rules on several keys at once that say what is asked of the endpoint. */
final class ObjectiveRules {

  private ObjectiveRules() {}

  static void check(SettingsTree tree, Findings findings) {
    checkThatGoodputHasLimits(tree, findings);
    checkThatThereIsSomethingToStopAt(tree, findings);
  }

  private static void checkThatGoodputHasLimits(SettingsTree tree, Findings findings) {
    boolean asked =
        tree.find(ObjectiveSettings.OF_RUN).map(of -> of.containsKey("goodput")).orElse(false);
    if (asked && !tree.has(ObjectiveSettings.LIMITS)) {
      findings.fault(
          tree.name(ObjectiveSettings.OF_RUN)
              + ": goodput needs limits on requests; give "
              + ObjectiveSettings.LIMITS.path());
    }
  }

  private static void checkThatThereIsSomethingToStopAt(SettingsTree tree, Findings findings) {
    boolean stop = tree.find(ObjectiveSettings.STOP).orElse(false);
    boolean faulty =
        tree.has(ObjectiveSettings.OF_RUN) && tree.find(ObjectiveSettings.OF_RUN).isEmpty();
    if (stop
        && !faulty
        && ObjectiveSettings.ofRun(tree).stream().noneMatch(ObjectiveWatch::isWatched)) {
      findings.warn(
          tree.name(ObjectiveSettings.STOP)
              + " takes no effect without a percentile, errorRate or goodput in "
              + ObjectiveSettings.OF_RUN.path());
    }
  }
}
