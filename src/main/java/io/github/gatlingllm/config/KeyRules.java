package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The rules on one key at a time: there if required, and of its type. */
final class KeyRules {

  private KeyRules() {}

  static void check(SettingsTree tree, Findings findings) {
    checkSections(tree, findings);
    for (Setting<?> setting : Settings.all()) {
      boolean needed =
          setting.required()
              && !LoadTypeRules.standInFor(setting, tree)
              && !LengthRules.standInFor(setting, tree)
              && !InputSettings.standInFor(setting, tree)
              && !DatasetRules.standInFor(setting, tree);
      if (needed && !tree.has(setting) && !tree.isBlocked(setting)) {
        findings.fault(setting.path() + " is missing; give " + setting.type().accepts());
      }
      checkValue(setting, tree, findings);
    }
  }

  private static void checkSections(SettingsTree tree, Findings findings) {
    for (List<String> section : Sections.paths()) {
      JsonNode node = tree.at(section);
      if (!node.isObject() && !node.isMissingNode()) {
        findings.fault(
            String.join(".", section)
                + ": "
                + Excerpt.of(node)
                + " is not an object with the keys "
                + String.join(", ", Sections.children(section)));
      }
    }
  }

  /** Checks only what came by flag: all there is to check when there is no file to read. */
  static void checkFlags(SettingsTree tree, Findings findings) {
    Settings.all().stream()
        .filter(tree::isByFlag)
        .forEach(setting -> checkValue(setting, tree, findings));
  }

  private static void checkValue(Setting<?> setting, SettingsTree tree, Findings findings) {
    if (tree.has(setting)) {
      for (RejectedValueException rejected : setting.type().faults(tree.given(setting))) {
        findings.fault(tree.fault(setting, rejected));
      }
    }
  }
}
