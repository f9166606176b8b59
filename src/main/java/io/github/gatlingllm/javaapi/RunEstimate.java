package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.config.Benchmark;
import io.github.gatlingllm.config.BenchmarkConfig;
import io.github.gatlingllm.config.InputBatch;
import io.github.gatlingllm.config.LoadType;
import io.github.gatlingllm.load.Level;
import io.github.gatlingllm.load.LevelPlan;
import io.github.gatlingllm.load.LoadProfile;
import io.github.gatlingllm.load.OpenLoad;
import io.github.gatlingllm.load.Prices;
import io.github.gatlingllm.load.StopRules;
import io.github.gatlingllm.load.Sweep;
import io.github.gatlingllm.prompt.PromptException;
import io.github.gatlingllm.prompt.length.TokenLength;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a run will use and cost, as far as that is known before: mean lengths times the number of
 * requests; with several types of requests, means by their weights; of a file, means over up to a
 * thousand of its prompts or conversations. The system prompt is not in it, nor what a chat
 * template adds.
 *
 * @param requests the most requests, or about how many an open load starts, if that is known
 * @param inputTokens tokens of a prompt, on average
 * @param outputTokens tokens of an answer, on average
 * @param rules budgets and prices
 */
record RunEstimate(OptionalInt requests, double inputTokens, double outputTokens, StopRules rules) {

  static RunEstimate of(BenchmarkConfig config) {
    return of(config, null);
  }

  /**
   * The estimate of a configuration.
   *
   * @param file what prompts come from, or null where they are synthetic
   */
  static RunEstimate of(BenchmarkConfig config, @Nullable OpenedPrompts file) {
    RunEstimate single =
        ofSingleRequests(config, FileConversations.areAskedOf(config) ? null : file);
    return config.conversation() == null
        ? single
        : ConfiguredConversations.estimate(single, config.conversation(), config, file);
  }

  private static RunEstimate ofSingleRequests(
      BenchmarkConfig config, @Nullable OpenedPrompts file) {
    if (file != null && config.ends().rules().prices().isPresent()) {
      OpenedPrompts.Means means = file.means();
      return new RunEstimate(
          requests(config.benchmark()),
          inputTokens(config, means.inputTokens()),
          outputTokens(config, means.outputTokens()),
          config.ends().rules());
    }
    Benchmark benchmark = config.benchmark();
    return new RunEstimate(
        requests(benchmark),
        inputTokens(config, input(config)),
        outputTokens(config, mean(benchmark, LoadType::outputTokens, benchmark.outputTokens())),
        config.ends().rules());
  }

  /** Of a request made of inputs those of all. */
  private static double inputTokens(BenchmarkConfig config, double ofPrompt) {
    InputBatch batch = config.generator().batch();
    return batch == null ? ofPrompt : batch.tokens(ofPrompt);
  }

  private static double outputTokens(BenchmarkConfig config, double asked) {
    return config.generator().batch() == null ? asked : 0;
  }

  /** Where it matters, with what prompts need at least; what cannot be made is told elsewhere. */
  private static double input(BenchmarkConfig config) {
    Benchmark benchmark = config.benchmark();
    double asked = mean(benchmark, LoadType::inputTokens, benchmark.inputTokens());
    if (config.ends().rules().prices().isEmpty()) {
      return asked;
    }
    try {
      return ConfiguredPrompts.of(config, 0).meanInputTokens();
    } catch (IllegalArgumentException | PromptException e) {
      return asked;
    }
  }

  private static double mean(
      Benchmark benchmark, Function<LoadType, TokenLength> ofType, TokenLength ofAll) {
    return benchmark.types().isEmpty() ? ofAll.mean() : LoadType.mean(benchmark.types(), ofType);
  }

  /** An open load with an end starts about as many as its rate says. */
  private static OptionalInt requests(Benchmark benchmark) {
    if (benchmark.levels() != null) {
      return requests(benchmark.levels().plan());
    }
    if (benchmark.open() == null) {
      return benchmark.maxRequests();
    }
    return whole(requests(benchmark.open().shaped(benchmark)));
  }

  /** Of a search nobody knows how many probes it makes. */
  private static OptionalInt requests(LevelPlan plan) {
    if (!(plan instanceof Sweep sweep)) {
      return OptionalInt.empty();
    }
    long sum = 0;
    for (Level level : sweep.levels()) {
      OptionalLong known = requests(level.load());
      if (known.isEmpty()) {
        return OptionalInt.empty();
      }
      sum += known.getAsLong();
    }
    return whole(OptionalLong.of(sum));
  }

  private static OptionalLong requests(LoadProfile load) {
    return load instanceof OpenLoad open
            && (load.end().isPresent() || load.maxRequests().isPresent())
        ? OptionalLong.of(open.expectedRequests())
        : load.maxRequests();
  }

  private static OptionalInt whole(OptionalLong count) {
    return count.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of((int) Math.min(Integer.MAX_VALUE, count.getAsLong()));
  }

  /** What is more than a budget; nothing without prices, when the budget ends the run instead. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    Optional<Prices> prices = rules.prices();
    if (prices.isEmpty() || requests.isEmpty()) {
      return faults;
    }
    int count = requests.getAsInt();
    double cost = prices.get().cost(count * inputTokens, count * outputTokens);
    if (rules.cost().isPresent() && cost > rules.cost().getAsDouble()) {
      faults.add(
          format(
              "benchmark.budget.cost: %d requests will cost about %.6f, more than the budget of"
                  + " %.6f; give fewer requests, shorter ones, or a larger budget",
              count, cost, rules.cost().getAsDouble()));
    }
    double tokens = count * (inputTokens + outputTokens);
    if (rules.tokens().isPresent() && tokens > rules.tokens().getAsLong()) {
      faults.add(
          format(
              "benchmark.budget.tokens: %d requests will use about %.0f tokens, more than the"
                  + " budget of %d; give fewer requests, shorter ones, or a larger budget",
              count, tokens, rules.tokens().getAsLong()));
    }
    return faults;
  }

  /** One line for people; nothing without prices. */
  Optional<String> text() {
    return rules.prices().map(this::text);
  }

  private String text(Prices prices) {
    if (requests.isEmpty()) {
      return format(
          "Estimate: the number of requests is not known before; a request of %.0f tokens in and"
              + " %.0f out costs about %.6f",
          inputTokens, outputTokens, prices.cost(inputTokens, outputTokens));
    }
    int count = requests.getAsInt();
    return format(
        "Estimate: %d requests, %.0f tokens in and %.0f out, cost about %.6f",
        count,
        count * inputTokens,
        count * outputTokens,
        prices.cost(count * inputTokens, count * outputTokens));
  }

  private static String format(String text, Object... figures) {
    return String.format(Locale.ROOT, text, figures);
  }
}
