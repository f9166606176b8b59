package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.config.Benchmark;
import io.github.gatlingllm.config.BenchmarkConfig;
import io.github.gatlingllm.config.Generator;
import io.github.gatlingllm.config.LoadType;
import io.github.gatlingllm.config.TokenLength;
import io.github.gatlingllm.prompt.Corpus;
import io.github.gatlingllm.prompt.MixedPrompts;
import io.github.gatlingllm.prompt.PromptSource;
import io.github.gatlingllm.prompt.dataset.PictureOptions;
import io.github.gatlingllm.prompt.dataset.PicturePrompts;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The prompts that a configuration asks for: of its types, or of one type. */
final class ConfiguredPrompts {

  /** What requests are called where there is one type of them. */
  static final String ONLY_TYPE = "chat";

  private ConfiguredPrompts() {}

  static PromptMixBuilder of(BenchmarkConfig config, long seed) {
    Benchmark benchmark = config.benchmark();
    SyntheticPromptsBuilder all = promptsOfAnyLength(config);
    PromptMixBuilder mix = LlmDsl.promptMix().seed(seed);
    LoadType only = new LoadType(ONLY_TYPE, 1, benchmark.inputTokens(), benchmark.outputTokens());
    for (LoadType type : benchmark.types().isEmpty() ? List.of(only) : benchmark.types()) {
      mix = mix.add(type.name(), type.weight(), lengths(all, type));
    }
    return mix;
  }

  /**
   * What feeds the prompts of a configuration.
   *
   * @param mix its synthetic ones
   * @param file what they come from instead, or null
   */
  static Supplier<Iterator<Map<String, Object>>> feeder(
      Generator generator, PromptMixBuilder mix, @Nullable OpenedPrompts file, long seed) {
    PictureOptions pictures = generator.pictures();
    if (file != null) {
      PromptSource source = file.source();
      PromptSource all = pictures == null ? source : new PicturePrompts(source, pictures, seed);
      return () -> PromptFeeder.openLarge(all, index -> ONLY_TYPE);
    }
    if (pictures == null) {
      return mix;
    }
    return () -> {
      MixedPrompts source = mix.source();
      return PromptFeeder.openLarge(new PicturePrompts(source, pictures, seed), source::typeOf);
    };
  }

  private static SyntheticPromptsBuilder lengths(SyntheticPromptsBuilder prompts, LoadType type) {
    return prompts
        .inputTokens(length(type.inputTokens()))
        .outputTokens(length(type.outputTokens()));
  }

  private static SyntheticPromptsBuilder promptsOfAnyLength(BenchmarkConfig config) {
    SyntheticPromptsBuilder prompts =
        LlmDsl.syntheticPrompts().tokenizer(config.generator().tokenizer());
    if (config.generator().corpus() != null) {
      prompts = prompts.corpus(Corpus.file(config.generator().corpus()));
    }
    return config.generator().prompt() == null
        ? prompts
        : prompts.instruction(config.generator().prompt());
  }

  private static io.github.gatlingllm.prompt.TokenLength length(TokenLength length) {
    return io.github.gatlingllm.prompt.TokenLength.normal(length.mean(), length.stddev());
  }
}
