package io.github.gatlingllm.config;

import static io.github.gatlingllm.config.Settings.GENERATOR_ENABLED;
import static io.github.gatlingllm.config.Settings.INPUT_FILE;

/**
 * Refuses, in one sentence each, values that are meaningful but that nothing here carries out yet:
 * a run that quietly did something else would be worse than none.
 */
final class AvailabilityRules {

  private AvailabilityRules() {}

  static void check(SettingsTree tree, Findings findings) {
    if (tree.find(INPUT_FILE).isPresent() && !tree.find(GENERATOR_ENABLED).orElse(true)) {
      findings.fault(
          tree.name(INPUT_FILE)
              + ": prompts from a file are not available yet; leave it out for synthetic prompts");
    }
  }
}
