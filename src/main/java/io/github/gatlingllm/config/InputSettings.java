package io.github.gatlingllm.config;

import static io.github.gatlingllm.config.Settings.ADAPTER;

import io.github.gatlingllm.prompt.BatchPrompts;
import io.github.gatlingllm.prompt.PromptTask;
import io.github.gatlingllm.prompt.length.TokenLength;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The keys of requests that are made of inputs, for embeddings and ranking. */
final class InputSettings {

  private static final Declarations DECLARED = new Declarations();

  private static final int MAX_QUERY_TOKENS = 1_000_000;

  static final Setting<Integer> BATCH_SIZE =
      DECLARED.defaulted(
          "benchmark.batchSize",
          "batchSize",
          new WholeNumber(1, BatchPrompts.MAX_SIZE),
          1,
          "Inputs of a request, up to 2048, with adapters of embeddings and ranking only: each has "
              + "the length of `benchmark.inputTokens` (docs/apis.md).");
  static final Setting<TokenLength> QUERY_TOKENS =
      DECLARED.defaulted(
          "benchmark.queryTokens",
          "queryTokens",
          new ConversationLength("tokens", MAX_QUERY_TOKENS),
          32,
          "Length of what inputs are ranked by, in tokens, with adapters of ranking only. As a "
              + "flag: `32`, `uniform:8:64`.");

  private InputSettings() {}

  static List<Setting<?>> all() {
    return DECLARED.all();
  }

  /** Whether requests are made of inputs. */
  static boolean areTaken(SettingsTree tree) {
    return tree.find(ADAPTER).filter(Adapter::takesInputs).isPresent();
  }

  /** Whether a length need not be given, since nothing is generated. */
  static boolean standInFor(Setting<?> setting, SettingsTree tree) {
    return setting.equals(LengthSettings.OUTPUT.mean()) && areTaken(tree);
  }

  /** What was asked of inputs, or null where there are none; of a tree that was checked. */
  static @Nullable InputBatch batch(SettingsTree tree) {
    if (!areTaken(tree)) {
      return null;
    }
    Optional<TokenLength> query =
        tree.get(ADAPTER).isRerank() ? tree.find(QUERY_TOKENS) : Optional.empty();
    return new InputBatch(tree.get(BATCH_SIZE), query);
  }

  /** What prompts tell the model; an input is no task unless it is asked to be one. */
  static PromptTask task(SettingsTree tree) {
    return areTaken(tree) && !tree.has(GeneratorSettings.TASK)
        ? PromptTask.NONE
        : tree.get(GeneratorSettings.TASK);
  }

  /** Whether answers are streamed, which those to inputs never are. */
  static boolean streaming(SettingsTree tree) {
    return !areTaken(tree) && tree.get(Settings.STREAMING);
  }
}
