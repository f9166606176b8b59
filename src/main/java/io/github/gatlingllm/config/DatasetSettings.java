package io.github.gatlingllm.config;

import io.github.gatlingllm.prompt.dataset.DatasetFormat;
import io.github.gatlingllm.prompt.dataset.DatasetOptions;
import io.github.gatlingllm.prompt.dataset.LengthFilter;
import io.github.gatlingllm.prompt.trace.TraceOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The keys that say what is used of a file of prompts, or of a trace. */
final class DatasetSettings {

  private static final Declarations DECLARED = new Declarations();

  private static final WholeNumber COUNT = new WholeNumber(1);
  private static final WholeNumber TOKENS = new WholeNumber(0);

  static final Setting<DatasetFormat> FORMAT =
      DECLARED.optional(
          "benchmark.dataset.format",
          "datasetFormat",
          new DatasetFormatName(),
          "How `benchmark.inputFile` is read, where its name and its first character do not tell "
              + "(datasets.md). The keys of `benchmark.dataset` are accepted only with a file.");
  static final Setting<Boolean> SHUFFLE =
      DECLARED.optional(
          "benchmark.dataset.shuffle",
          "datasetShuffle",
          new TrueOrFalse(),
          "Use its records in a random order, by `generator.seed`; else in that of the file.");
  static final Setting<Integer> LIMIT =
      DECLARED.optional(
          "benchmark.dataset.limit",
          "datasetLimit",
          COUNT,
          "Use so many of its records at most, the first in the order of use.");
  static final Setting<Integer> MIN_INPUT = tokens("minInputTokens", "Leave out shorter prompts.");
  static final Setting<Integer> MAX_INPUT = tokens("maxInputTokens", "Leave out longer prompts.");
  static final Setting<Integer> MIN_OUTPUT =
      tokens("minOutputTokens", "Leave out what asks for a shorter answer.");
  static final Setting<Integer> MAX_OUTPUT =
      tokens("maxOutputTokens", "Leave out what asks for a longer answer.");
  static final Setting<Integer> BLOCK_TOKENS =
      DECLARED.optional(
          "benchmark.dataset.blockTokens",
          "blockTokens",
          COUNT,
          "Of a trace with `hash_ids`: how many tokens each stands for; 512 when not given, as in "
              + "Mooncake's.");

  private DatasetSettings() {}

  private static Setting<Integer> tokens(String name, String meaning) {
    return DECLARED.optional("benchmark.dataset." + name, name, TOKENS, meaning);
  }

  static List<Setting<?>> all() {
    return DECLARED.all();
  }

  /** The file that prompts come from, or null where they are synthetic. */
  static @Nullable PromptFile promptFile(SettingsTree tree) {
    Setting<Path> key = DatasetRules.fileKey(tree);
    if (key == null) {
      return null;
    }
    DatasetOptions options =
        new DatasetOptions(
            tree.find(FORMAT).orElse(null), lengths(tree), OptionalLong.empty(), limit(tree));
    return new PromptFile(
        tree.name(key),
        tree.get(key),
        key.equals(LoadSettings.TRACE),
        options,
        tree.find(SHUFFLE).orElse(false),
        traceOptions(tree));
  }

  static TraceOptions traceOptions(SettingsTree tree) {
    return new TraceOptions(
        lengths(tree), limit(tree), tree.find(BLOCK_TOKENS).orElse(TraceOptions.MOONCAKE_BLOCK));
  }

  private static OptionalInt limit(SettingsTree tree) {
    return tree.find(LIMIT).map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  private static LengthFilter lengths(SettingsTree tree) {
    return new LengthFilter(
        tree.find(MIN_INPUT).orElse(0),
        tree.find(MAX_INPUT).orElse(Integer.MAX_VALUE),
        tree.find(MIN_OUTPUT).orElse(0),
        tree.find(MAX_OUTPUT).orElse(Integer.MAX_VALUE));
  }
}
