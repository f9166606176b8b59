package io.github.gatlingllm.config;

import static io.github.gatlingllm.config.ConversationSettings.ANSWERS;
import static io.github.gatlingllm.config.ConversationSettings.FIRST_INPUT;
import static io.github.gatlingllm.config.ConversationSettings.INPUT;
import static io.github.gatlingllm.config.ConversationSettings.OUTPUT;
import static io.github.gatlingllm.config.ConversationSettings.SYSTEM;
import static io.github.gatlingllm.config.ConversationSettings.TURNS;

import java.util.List;

/** The rules on the keys of conversations, and what stands beside them. */
final class ConversationRules {

  private static final String SECTION = "benchmark.conversation";

  /** What a record of a file says itself. */
  private static final List<Setting<?>> OF_SYNTHETIC = List.of(FIRST_INPUT, INPUT, OUTPUT, SYSTEM);

  /** What shapes prompts that stand alone. */
  private static final List<Setting<?>> OF_SINGLE =
      List.of(
          CacheSettings.PERCENTAGE,
          CacheSettings.PREFIX_TOKENS,
          DatasetSettings.PICTURES,
          DatasetSettings.PICTURE_WIDTH,
          DatasetSettings.PICTURE_HEIGHT,
          DatasetSettings.PICTURE_FORMAT);

  private ConversationRules() {}

  private static boolean isZero(Setting<?> setting, SettingsTree tree) {
    return setting.equals(CacheSettings.PERCENTAGE)
        && tree.find(CacheSettings.PERCENTAGE).orElse(0.0) == 0;
  }

  static void check(SettingsTree tree, Findings findings) {
    List<Setting<?>> given = ConversationSettings.all().stream().filter(tree::has).toList();
    boolean asked = tree.at(List.of("benchmark", "conversation")).isObject();
    boolean fileIsFaulty =
        tree.has(Settings.INPUT_FILE) && tree.find(Settings.INPUT_FILE).isEmpty();
    if (!asked || fileIsFaulty) {
      return;
    }
    if (areOfFile(tree)) {
      checkOfFile(given, tree, findings);
    } else {
      checkSynthetic(given, tree, findings);
    }
    if (tree.has(LoadSettings.LOAD_TYPES)) {
      findings.fault(
          tree.name(LoadSettings.LOAD_TYPES)
              + " is not accepted with benchmark.conversation: types are of single requests");
    }
    for (Setting<?> setting : OF_SINGLE) {
      if (tree.has(setting) && !isZero(setting, tree)) {
        findings.fault(
            tree.name(setting)
                + " is not accepted with benchmark.conversation: it is of single requests, and a"
                + " conversation's own history is what repeats");
      }
    }
    if (tree.has(SYSTEM) && !tree.find(Settings.SYSTEM_PROMPT).orElse("").isEmpty()) {
      findings.fault(
          tree.name(SYSTEM)
              + " is not accepted with "
              + tree.name(Settings.SYSTEM_PROMPT)
              + ": there is one system message; give one of them");
    }
  }

  /** Whether what is said is that of the file; a trace that is replayed says nothing. */
  static boolean areOfFile(SettingsTree tree) {
    return Settings.INPUT_FILE.equals(DatasetRules.fileKey(tree));
  }

  private static void checkOfFile(List<Setting<?>> given, SettingsTree tree, Findings findings) {
    if (given.isEmpty()) {
      findings.fault(
          SECTION
              + " is empty; give at least one of answers, thinkTime and turns, which make"
              + " conversations of the records of "
              + tree.name(Settings.INPUT_FILE));
    }
    OF_SYNTHETIC.stream()
        .filter(tree::has)
        .forEach(
            setting ->
                findings.fault(
                    tree.name(setting)
                        + " is not accepted with "
                        + tree.name(Settings.INPUT_FILE)
                        + ": its records say what is said, and how long answers are"));
  }

  private static void checkSynthetic(List<Setting<?>> given, SettingsTree tree, Findings findings) {
    if (!tree.has(TURNS)) {
      findings.fault(
          TURNS.path()
              + " is missing; give "
              + TURNS.type().accepts()
              + (given.isEmpty() ? "" : ", for " + tree.name(given.get(0))));
    }
    if (tree.has(ANSWERS)) {
      findings.fault(
          tree.name(ANSWERS)
              + " is accepted only with "
              + DatasetRules.reason(tree, Settings.INPUT_FILE.path())
              + ": synthetic conversations have no recorded answers");
    }
  }
}
