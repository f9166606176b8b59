package io.github.gatlingllm.config;

import io.github.gatlingllm.prompt.PromptTask;
import io.github.gatlingllm.prompt.PromptText;
import java.nio.file.Path;
import java.util.List;

/** The keys that say how synthetic prompts are made. */
final class GeneratorSettings {

  private static final Declarations DECLARED = new Declarations();

  static final Setting<Boolean> ENABLED =
      DECLARED.filled(
          "generator.enabled",
          "generatorEnabled",
          new TrueOrFalse(),
          false,
          "Make synthetic prompts even if `benchmark.inputFile` is set. Without an input "
              + "file prompts are synthetic either way.");
  static final Setting<String> PROMPT =
      DECLARED.optional(
          "generator.prompt", "prompt", new Text(true), "Text appended to each synthetic prompt.");
  static final Setting<Path> CORPUS =
      DECLARED.optional(
          "generator.corpus",
          "corpus",
          new FilePath(),
          "UTF-8 text file whose lines synthetic prompts are made of; a built-in text when "
              + "not given.");
  static final Setting<String> TOKENIZER =
      DECLARED.defaulted(
          "generator.tokenizer",
          "tokenizer",
          new Text(false),
          "o200k_base",
          "What tokens are counted with: a vocabulary, an OpenAI model, the path of a "
              + "tokenizer.json or its folder, or \"server\" ([prompts.md](prompts.md)).");
  static final Setting<PromptText> TEXT =
      DECLARED.defaulted(
          "generator.text",
          "promptText",
          new PromptTextName(),
          "corpus",
          "What synthetic prompts are filled with: lines of the corpus, or single-token `words` by "
              + "chance (prompts.md).");
  static final Setting<PromptTask> TASK =
      DECLARED.defaulted(
          "generator.task",
          "promptTask",
          new PromptTaskName(),
          "stream-lines",
          "What they tell the model to do in front of that, so that it writes long answers: "
              + "`stream-lines`, `continue`, `count` or `none`.");
  static final Setting<Long> SEED =
      DECLARED.optional(
          "generator.seed",
          "seed",
          new SeedNumber(),
          "Seed of all random choices; the same seed gives the same prompts. Chosen anew "
              + "for each run when not given.");

  private GeneratorSettings() {}

  static List<Setting<?>> all() {
    return DECLARED.all();
  }
}
