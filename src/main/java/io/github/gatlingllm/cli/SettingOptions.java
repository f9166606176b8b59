package io.github.gatlingllm.cli;

import io.github.gatlingllm.config.Flag;
import io.github.gatlingllm.config.Flags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The keys of the configuration as options, made from their declarations: what is a key is an
 * option. Help shows a few of them unless all are asked for.
 */
final class SettingOptions {

  static final String CONFIG = "--config";
  static final String RUN_ID = "--run-id";
  static final String YES = "--yes";

  /** All of them. */
  static final List<Flag> FLAGS = Flags.all();

  /** flotest's short forms. */
  private static final Map<String, String> SHORT =
      Map.of("model", "-m", "concurrency", "-n", "outputDir", "-o");

  private static final Set<String> SHOWN =
      Set.of(
          "model",
          "concurrency",
          "maxRequests",
          "maxDuration",
          "outputDir",
          "baseUrl",
          "streaming",
          "adapter",
          "apiKeyEnv",
          "inputTokens",
          "outputTokens",
          "inputFile",
          "rampUp",
          "rampDown",
          "rate",
          "goodput",
          "objectives",
          "reporters");

  private SettingOptions() {}

  /**
   * Declares them.
   *
   * @param shownToo names of properties that help of this command shows beside the usual ones
   * @param all whether help shows all of them
   */
  static void declare(CommandSpec spec, Set<String> shownToo, boolean all) {
    declare(spec, TakenOptions.OF_RUN, shownToo, all);
  }

  /** Declares some of them. */
  static void declare(CommandSpec spec, TakenOptions taken, Set<String> shownToo, boolean all) {
    Options.addValue(spec, "file", "The configuration (docs/config.md).", "-c", CONFIG);
    if (taken.runId()) {
      Options.addValue(
          spec,
          "id",
          "Name of the run's folder, which commands with the same id share; the time when not"
              + " given.",
          RUN_ID);
    }
    declareKeys(spec, FLAGS.stream().filter(taken.keys()).toList(), shownToo, all);
    if (taken.yes()) {
      Options.addSwitch(spec, "Start without asking, where prices are given.", "-y", YES);
    }
  }

  /** Declares keys alone. */
  static void declareKeys(CommandSpec spec, List<Flag> flags, Set<String> shownToo, boolean all) {
    for (Flag flag : flags) {
      boolean hidden =
          !all && !SHOWN.contains(flag.property()) && !shownToo.contains(flag.property());
      spec.addOption(option(flag, hidden));
      if (flag.isSwitch()) {
        spec.addOption(negation(flag, hidden));
      }
    }
    Options.addSwitch(spec, "Print this with all keys of the configuration.", Options.HELP_ALL);
  }

  private static OptionSpec option(Flag flag, boolean hidden) {
    OptionSpec.Builder option =
        flag.isSwitch()
            ? OptionSpec.builder(names(flag))
                .arity("0")
                .type(boolean.class)
                .description(Options.plain(described(flag)))
            : Options.value(label(flag), described(flag), names(flag));
    if (!flag.choices().isEmpty()) {
      option.completionCandidates(flag.choices());
    }
    return option.hidden(hidden).build();
  }

  private static OptionSpec negation(Flag flag, boolean hidden) {
    return OptionSpec.builder(negative(flag))
        .arity("0")
        .type(boolean.class)
        .description("The opposite of " + flag.option() + ".")
        .hidden(hidden)
        .build();
  }

  private static String[] names(Flag flag) {
    List<String> names = new ArrayList<>();
    if (SHORT.containsKey(flag.property())) {
      names.add(SHORT.get(flag.property()));
    }
    names.add(flag.option());
    return names.toArray(String[]::new);
  }

  private static String label(Flag flag) {
    if (!flag.choices().isEmpty()) {
      return flag.property(); // The script of completion keeps words by labels.
    }
    return flag.accepts().contains("number")
        ? "n"
        : flag.accepts().contains("path") ? Options.PATH : "value";
  }

  private static String described(Flag flag) {
    String text = Flags.named(flag.meaning()).replace("`", "").replace("**", "");
    return flag.defaultText().map(value -> text + " Default: " + value + ".").orElse(text);
  }

  /** What says no. */
  static String negative(Flag flag) {
    return "--no-" + flag.option().substring("--".length());
  }
}
