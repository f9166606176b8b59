package io.github.gatlingllm.config;

import io.github.gatlingllm.prompt.dataset.DatasetFormat;
import io.github.gatlingllm.prompt.dataset.DatasetOptions;
import io.github.gatlingllm.prompt.dataset.LengthFilter;
import io.github.gatlingllm.prompt.dataset.PictureOptions;
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

  static final Setting<Integer> PICTURES =
      DECLARED.optional(
          "generator.images.count",
          "images",
          COUNT,
          "Made-up pictures that each prompt gets, be it synthetic or of a file: up to 16; 1 when "
              + "another key of `generator.images` is given.");
  static final Setting<Integer> PICTURE_WIDTH =
      DECLARED.optional(
          "generator.images.width",
          "imageWidth",
          COUNT,
          "Their width in pixels, up to 4096; 512 when not given.");
  static final Setting<Integer> PICTURE_HEIGHT =
      DECLARED.optional(
          "generator.images.height",
          "imageHeight",
          COUNT,
          "Their height in pixels, up to 4096; 512 when not given.");
  static final Setting<String> PICTURE_FORMAT =
      DECLARED.optional(
          "generator.images.format",
          "imageFormat",
          new Text(false),
          "`png` or `jpeg`; `png` when not given.");

  private static final List<Setting<?>> OF_PICTURES =
      List.of(PICTURES, PICTURE_WIDTH, PICTURE_HEIGHT, PICTURE_FORMAT);

  private static final int PICTURE_SIDE = 512;

  private DatasetSettings() {}

  /** Whether a key says something of a file. */
  static boolean isOfFile(Setting<?> setting) {
    return !OF_PICTURES.contains(setting);
  }

  /**
   * The pictures that prompts get, or null for none.
   *
   * @throws IllegalArgumentException if there cannot be such
   */
  static @Nullable PictureOptions pictures(SettingsTree tree) {
    return OF_PICTURES.stream().noneMatch(tree::has)
        ? null
        : new PictureOptions(
            tree.find(PICTURES).orElse(1),
            tree.find(PICTURE_WIDTH).orElse(PICTURE_SIDE),
            tree.find(PICTURE_HEIGHT).orElse(PICTURE_SIDE),
            tree.find(PICTURE_FORMAT).orElse("png"));
  }

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
