package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.config.BenchmarkConfig;
import io.github.gatlingllm.config.ConversationModel;
import io.github.gatlingllm.prompt.PromptException;
import io.github.gatlingllm.prompt.SyntheticConversations;
import io.github.gatlingllm.prompt.ThinkTime;
import io.github.gatlingllm.prompt.dataset.DatasetConversations.Means;
import io.github.gatlingllm.prompt.length.TokenLength;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The conversations that a configuration asks for, or those that are held where it asks for none.
 */
final class ConfiguredConversations {

  private static final TokenLength DEFAULT_TURNS = TokenLength.constant(5);

  static final ConversationModel DEFAULT =
      new ConversationModel(
          DEFAULT_TURNS,
          null,
          TokenLength.constant(64),
          null,
          ThinkTime.constant(Duration.ofMillis(500)),
          0);

  private ConfiguredConversations() {}

  static ConversationsBuilder of(BenchmarkConfig config, long seed) {
    ConversationModel model = config.conversation() == null ? DEFAULT : config.conversation();
    return LlmDsl.conversations()
        .with(ConfiguredPrompts.promptsOfAnyLength(config))
        .turns(turns(model))
        .firstPrompt(first(model, config))
        .nextPrompts(model.inputTokens())
        .outputTokens(output(model, config))
        .thinkTime(model.thinkTime())
        .systemTokens(model.systemTokens())
        .seed(seed);
  }

  /** Of a file nobody need say how many, and without one somebody did. */
  private static TokenLength turns(ConversationModel model) {
    return model.turns() == null ? DEFAULT_TURNS : model.turns();
  }

  /** What feeds them: those of the file, if there is one that has any, else synthetic ones. */
  static Supplier<Iterator<Map<String, Object>>> feeder(
      BenchmarkConfig config, @Nullable OpenedPrompts file, long seed) {
    return FileConversations.of(config, file, seed)
        .<Supplier<Iterator<Map<String, Object>>>>map(
            source -> () -> ConversationFeeder.open(source))
        .orElseGet(() -> of(config, seed));
  }

  /**
   * What a simulation of conversations would ignore, or could not say, where the configuration asks
   * for none: its keys are then those of single requests.
   */
  static List<String> faultsOfDefault(BenchmarkConfig config, @Nullable OpenedPrompts file) {
    if (config.conversation() != null) {
      return List.of();
    }
    List<String> ignored = ignoredByDefault(config, file);
    if (!ignored.isEmpty()) {
      return List.of(
          String.join(", ", ignored)
              + ": this simulation holds conversations, and without benchmark.conversation these"
              + " keys are of single requests; give benchmark.conversation (benchmark.conversation"
              + ".turns is enough), or run BenchmarkSimulation");
    }
    if (file != null && file.open() != null) {
      return List.of();
    }
    try {
      of(config, 0).source();
      return List.of();
    } catch (RuntimeException e) {
      return List.of("benchmark.conversation is not given, and of the default: " + e.getMessage());
    }
  }

  private static List<String> ignoredByDefault(
      BenchmarkConfig config, @Nullable OpenedPrompts file) {
    List<String> ignored = new ArrayList<>();
    if (!config.benchmark().types().isEmpty()) {
      ignored.add("benchmark.loadTypes");
    }
    if (config.cache().percentage() > 0) {
      ignored.add("benchmark.cachePercentage");
    }
    if (config.cache().prefix().isPresent()) {
      ignored.add("benchmark.sharedPrefix");
    }
    if (config.generator().pictures() != null) {
      ignored.add("generator.images");
    }
    if (file != null && file.open() == null && config.generator().file() != null) {
      ignored.add(config.generator().file().key());
    }
    if (config.ends().rules().prices().isPresent()) { // What was estimated is single requests.
      ignored.add("provider.price");
    }
    return ignored;
  }

  private static TokenLength first(ConversationModel model, BenchmarkConfig config) {
    return model.firstInputTokens() == null
        ? config.benchmark().inputTokens()
        : model.firstInputTokens();
  }

  private static TokenLength output(ConversationModel model, BenchmarkConfig config) {
    return model.outputTokens() == null ? config.benchmark().outputTokens() : model.outputTokens();
  }

  /**
   * What conversations will use: those of a file by the means over up to a thousand of them,
   * synthetic ones by what their distributions come to. Only where prices are given.
   *
   * @param single the same for single requests
   * @param file what is open, or null
   */
  static RunEstimate estimate(
      RunEstimate single,
      ConversationModel model,
      BenchmarkConfig config,
      @Nullable OpenedPrompts file) {
    if (FileConversations.areAskedOf(config)) {
      return single.rules().prices().isEmpty()
          ? single
          : FileConversations.of(config, file, 0)
              .map(source -> estimate(single, source.means(), config))
              .orElse(single);
    }
    if (single.rules().prices().isEmpty()) {
      return single;
    }
    try {
      double output = output(model, config).mean();
      SyntheticConversations made = of(config, 0).source();
      Means means = new Means(made.meanTurns(), made.meanInputTokens(output), output);
      return estimate(single, means, config);
    } catch (IllegalArgumentException | PromptException e) {
      return single; // What cannot be made is told of elsewhere.
    }
  }

  private static RunEstimate estimate(RunEstimate single, Means means, BenchmarkConfig config) {
    boolean byArrivals =
        config.benchmark().open() != null && config.benchmark().maxRequests().isEmpty();
    OptionalInt requests =
        byArrivals && single.requests().isPresent()
            ? OptionalInt.of(
                (int) Math.min(Integer.MAX_VALUE, single.requests().getAsInt() * means.turns()))
            : single.requests();
    return new RunEstimate(requests, means.inputTokens(), means.outputTokens(), single.rules());
  }
}
