package io.github.gatlingllm.config;

import static io.github.gatlingllm.config.DatasetSettings.MAX_INPUT;
import static io.github.gatlingllm.config.DatasetSettings.MAX_OUTPUT;
import static io.github.gatlingllm.config.DatasetSettings.MIN_INPUT;
import static io.github.gatlingllm.config.DatasetSettings.MIN_OUTPUT;
import static io.github.gatlingllm.config.LoadSettings.LOAD_TYPES;
import static io.github.gatlingllm.config.LoadSettings.TRACE;
import static io.github.gatlingllm.config.Settings.INPUT_FILE;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The rules on prompts from a file, and where they come from: {@code generator.enabled} makes them
 * synthetic, else they are those of {@code benchmark.inputFile}, else those of the trace that is
 * replayed, else synthetic.
 */
final class DatasetRules {

  /** What {@code init} writes: lengths of warm-up requests where no others are given. */
  private static final double UNUSED_INPUT = 512;

  private static final double UNUSED_OUTPUT = 256;

  private DatasetRules() {}

  static void check(SettingsTree tree, Findings findings) {
    Setting<Path> file = fileKey(tree);
    boolean replaysTrace = tree.has(TRACE);
    for (Setting<?> setting : DatasetSettings.all()) {
      boolean ofFile = DatasetSettings.isOfFile(setting) && tree.has(setting);
      if (ofFile && file == null && !replaysTrace) {
        findings.fault(
            tree.name(setting)
                + " is accepted only with "
                + reason(tree, INPUT_FILE.path() + " or " + TRACE.path()));
      }
    }
    try {
      DatasetSettings.pictures(tree);
    } catch (IllegalArgumentException e) {
      findings.fault("generator.images: " + e.getMessage());
    }
    checkOrder(MIN_INPUT, MAX_INPUT, tree, findings);
    checkOrder(MIN_OUTPUT, MAX_OUTPUT, tree, findings);
    if (file != null && tree.has(LOAD_TYPES)) {
      findings.fault(
          tree.name(LOAD_TYPES)
              + " is not accepted with "
              + tree.name(file)
              + ": the prompts of a file are of one type");
    }
  }

  /**
   * Where a key that is of files is accepted.
   *
   * @param keys those that name a file
   */
  static String reason(SettingsTree tree, String keys) {
    return tree.has(INPUT_FILE)
        ? INPUT_FILE.path()
            + ", which is not used since "
            + tree.name(GeneratorSettings.ENABLED)
            + " is true"
        : keys;
  }

  private static void checkOrder(
      Setting<Integer> least, Setting<Integer> most, SettingsTree tree, Findings findings) {
    int from = tree.find(least).orElse(0);
    if (from > tree.find(most).orElse(Integer.MAX_VALUE)) {
      findings.fault(
          tree.name(least)
              + " ("
              + from
              + ") is more than "
              + tree.name(most)
              + " ("
              + tree.given(most).asText()
              + "): no prompt would be left");
    }
  }

  /** The key of the file that prompts come from, or null where they are synthetic. */
  static @Nullable Setting<Path> fileKey(SettingsTree tree) {
    if (tree.find(GeneratorSettings.ENABLED).orElse(false)) {
      return null;
    }
    if (tree.find(INPUT_FILE).isPresent()) {
      return INPUT_FILE;
    }
    return tree.find(TRACE).isPresent() ? TRACE : null;
  }

  /** Whether a length need not be given, since a file has lengths of its own. */
  static boolean standInFor(Setting<?> setting, SettingsTree tree) {
    boolean isLength =
        setting.equals(LengthSettings.INPUT.mean()) || setting.equals(LengthSettings.OUTPUT.mean());
    return isLength && fileKey(tree) != null;
  }

  /** A mean that stands in the place of one that was not given. */
  static double unusedMean(LengthSettings length) {
    return length.equals(LengthSettings.INPUT) ? UNUSED_INPUT : UNUSED_OUTPUT;
  }
}
