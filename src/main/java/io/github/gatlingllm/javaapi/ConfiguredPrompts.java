package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.config.Adapter;
import io.github.gatlingllm.config.Benchmark;
import io.github.gatlingllm.config.BenchmarkConfig;
import io.github.gatlingllm.config.ClosedModel;
import io.github.gatlingllm.config.InputBatch;
import io.github.gatlingllm.config.LevelsModel;
import io.github.gatlingllm.config.LoadType;
import io.github.gatlingllm.config.OpenModel;
import io.github.gatlingllm.config.Provider;
import io.github.gatlingllm.load.OpenLoad;
import io.github.gatlingllm.prompt.BatchPrompts;
import io.github.gatlingllm.prompt.Corpus;
import io.github.gatlingllm.prompt.MixedPrompts;
import io.github.gatlingllm.prompt.PromptSource;
import io.github.gatlingllm.prompt.ResendingPrompts;
import io.github.gatlingllm.prompt.dataset.PictureOptions;
import io.github.gatlingllm.prompt.dataset.PicturePrompts;
import io.github.gatlingllm.prompt.tokenizer.TokenizeEndpoint;
import io.github.gatlingllm.prompt.tokenizer.Tokenizers;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The prompts that a configuration asks for: of its types, or of one type. */
final class ConfiguredPrompts {

  /** What requests are called where there is one type of them. */
  static final String ONLY_TYPE = "chat";

  /** What they are called where they are made of inputs. */
  private static final String EMBEDDINGS = "embeddings";

  private static final String RERANK = "rerank";

  /** How long an answer is taken to be under way where requests have a rate. */
  private static final double SECONDS_OPEN = 10;

  /** From this share of requests that come too early to repeat anything on, a run is warned. */
  private static final double LOST_SHARE = 0.1;

  private ConfiguredPrompts() {}

  /** What requests are called where there is one type of them. */
  static String onlyType(BenchmarkConfig config) {
    Adapter adapter = config.provider().adapter();
    return adapter.isRerank() ? RERANK : adapter.takesInputs() ? EMBEDDINGS : ONLY_TYPE;
  }

  static PromptMixBuilder of(BenchmarkConfig config, long seed) {
    Benchmark benchmark = config.benchmark();
    SyntheticPromptsBuilder all = promptsOfAnyLength(config);
    PromptMixBuilder mix = LlmDsl.promptMix().seed(seed);
    LoadType only =
        new LoadType(onlyType(config), 1, benchmark.inputTokens(), benchmark.outputTokens());
    for (LoadType type : benchmark.types().isEmpty() ? List.of(only) : benchmark.types()) {
      mix = mix.add(type.name(), type.weight(), lengths(all, type));
    }
    double percent = config.cache().percentage();
    return percent == 0 ? mix : mix.resend(percent, distance(config));
  }

  private static int distance(BenchmarkConfig config) {
    return config.cache().distance().orElseGet(() -> streamsAtOnce(config.benchmark()));
  }

  /**
   * What a run should know that is too short for its share of repetitions: before the distance
   * there are none.
   *
   * @param requests how many there will be, if that is known
   */
  static Optional<String> warning(BenchmarkConfig config, OptionalInt requests) {
    double percent = config.cache().percentage();
    if (percent == 0 || requests.isEmpty() || config.conversation() != null) {
      return Optional.empty();
    }
    int distance = distance(config);
    double lost = Math.min(1, (distance + 1.0) / requests.getAsInt());
    return lost < LOST_SHARE
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "benchmark.cachePercentage is %s, and about %.0f %% of the requests will repeat a"
                    + " prompt: none of the first %d can (benchmark.cacheDistance), of about %d in"
                    + " all; give more requests, or a smaller distance",
                BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString(),
                percent * (1 - lost),
                Math.min(distance + 1L, requests.getAsInt()),
                requests.getAsInt()));
  }

  /** About how many streams are open at a time, which is known only where it was asked for. */
  private static int streamsAtOnce(Benchmark benchmark) {
    ClosedModel closed = benchmark.closed();
    OpenModel open = benchmark.open();
    LevelsModel levels = benchmark.levels();
    double streams;
    if (closed != null) {
      streams = closed.concurrency();
    } else if (levels != null) {
      streams = levels.plan().most() * (levels.plan().isClosed() ? 1 : SECONDS_OPEN);
    } else {
      streams = open == null ? 1 : rate(open.load()) * SECONDS_OPEN;
    }
    return (int) Math.ceil(Math.min(streams, ResendingPrompts.MAX_DISTANCE));
  }

  /** The highest rate of a load; of one that is replayed the mean. */
  private static double rate(OpenLoad load) {
    if (load.isReplay()) {
      double seconds = Math.max(1, load.expectedLength().toMillis() / 1000.0);
      return load.expectedRequests() / seconds;
    }
    return load.stages().stream().mapToDouble(OpenLoad.Stage::rate).reduce(load.rate(), Math::max);
  }

  /**
   * What feeds the prompts of a configuration.
   *
   * @param mix its synthetic ones
   * @param file what they come from instead, or null
   */
  static Supplier<Iterator<Map<String, Object>>> feeder(
      BenchmarkConfig config, PromptMixBuilder mix, @Nullable OpenedPrompts file, long seed) {
    PictureOptions pictures = config.generator().pictures();
    if (config.generator().batch() != null) {
      InputBatch batch = config.generator().batch();
      PromptSource inputs = file == null ? null : file.source();
      return () ->
          PromptFeeder.openBatches(
              inputs == null ? batches(config, mix, seed) : BatchPrompts.of(inputs, batch.size()),
              onlyType(config));
    }
    if (file != null) {
      PromptSource source = file.source();
      PromptSource all = pictures == null ? source : new PicturePrompts(source, pictures, seed);
      return () -> PromptFeeder.openLarge(resending(all, config, seed), index -> ONLY_TYPE);
    }
    if (pictures == null) {
      return mix;
    }
    return () -> {
      MixedPrompts source = mix.source();
      PromptSource all = new PicturePrompts(source, pictures, seed);
      return PromptFeeder.openLarge(resending(all, config, seed), source::typeOf);
    };
  }

  /** Synthetic requests of inputs, and what these are ranked by. */
  static BatchPrompts batches(BenchmarkConfig config, PromptMixBuilder mix, long seed) {
    InputBatch batch = Objects.requireNonNull(config.generator().batch());
    return batch
        .query()
        .map(
            length ->
                BatchPrompts.ofQueries(
                    mix.source(),
                    batch.size(),
                    promptsOfAnyLength(config).inputTokens(length).seed(seed).source()))
        .orElseGet(() -> BatchPrompts.of(mix.source(), batch.size()));
  }

  private static PromptSource resending(PromptSource source, BenchmarkConfig config, long seed) {
    double percent = config.cache().percentage();
    return percent == 0 ? source : new ResendingPrompts(source, percent, distance(config), seed);
  }

  private static SyntheticPromptsBuilder lengths(SyntheticPromptsBuilder prompts, LoadType type) {
    return prompts.inputTokens(type.inputTokens()).outputTokens(type.outputTokens());
  }

  static SyntheticPromptsBuilder promptsOfAnyLength(BenchmarkConfig config) {
    SyntheticPromptsBuilder prompts =
        LlmDsl.syntheticPrompts()
            .counting(choice(config))
            .text(config.generator().text())
            .task(config.generator().task());
    if (config.generator().corpus() != null) {
      prompts = prompts.corpus(Corpus.file(config.generator().corpus()));
    }
    if (config.cache().prefix().isPresent()) {
      prompts = prompts.sharedPrefix(config.cache().prefix().get());
    }
    return config.generator().prompt() == null
        ? prompts
        : prompts.instruction(config.generator().prompt());
  }

  /** What counts tokens, wherever prompts come from. */
  static TokenizerChoice choice(BenchmarkConfig config) {
    Provider provider = config.provider();
    String name = config.generator().tokenizer();
    return Tokenizers.isServer(name)
        ? TokenizerChoice.server(
            TokenizeEndpoint.of(
                provider.baseUrl(), provider.model(), new ConfiguredApi(provider).key()))
        : TokenizerChoice.named(name);
  }
}
