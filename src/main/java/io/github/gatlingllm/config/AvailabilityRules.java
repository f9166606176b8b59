package io.github.gatlingllm.config;

import static io.github.gatlingllm.config.Settings.CACHE_PERCENTAGE;

/**
 * Refuses, in one sentence each, values that are meaningful but that nothing here carries out yet:
 * a run that quietly did something else would be worse than none.
 */
final class AvailabilityRules {

  private AvailabilityRules() {}

  static void check(SettingsTree tree, Findings findings) {
    if (tree.find(CACHE_PERCENTAGE).orElse(0.0) > 0) {
      findings.fault(
          tree.name(CACHE_PERCENTAGE) + ": repeated prompts are not available yet; give 0");
    }
  }
}
