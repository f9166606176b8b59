package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.config.Benchmark;
import io.github.gatlingllm.config.BenchmarkConfig;
import io.github.gatlingllm.config.LoadType;
import io.github.gatlingllm.config.TokenLength;
import io.github.gatlingllm.prompt.Corpus;
import java.util.List;

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

  private static SyntheticPromptsBuilder lengths(SyntheticPromptsBuilder prompts, LoadType type) {
    return prompts
        .inputTokens(length(type.inputTokens()))
        .outputTokens(length(type.outputTokens()));
  }

  static SyntheticPromptsBuilder promptsOfAnyLength(BenchmarkConfig config) {
    SyntheticPromptsBuilder prompts =
        LlmDsl.syntheticPrompts().tokenizer(config.generator().tokenizer());
    if (config.generator().corpus() != null) {
      prompts = prompts.corpus(Corpus.file(config.generator().corpus()));
    }
    return config.generator().prompt() == null
        ? prompts
        : prompts.instruction(config.generator().prompt());
  }

  static io.github.gatlingllm.prompt.TokenLength length(TokenLength length) {
    return io.github.gatlingllm.prompt.TokenLength.normal(length.mean(), length.stddev());
  }
}
