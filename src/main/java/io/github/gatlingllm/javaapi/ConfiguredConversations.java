package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.config.BenchmarkConfig;
import io.github.gatlingllm.config.ConversationModel;
import io.github.gatlingllm.prompt.ThinkTime;
import io.github.gatlingllm.prompt.dataset.DatasetConversations.Means;
import io.github.gatlingllm.prompt.length.TokenLength;
import java.time.Duration;
import java.util.Iterator;
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

  private static TokenLength first(ConversationModel model, BenchmarkConfig config) {
    return model.firstInputTokens() == null
        ? config.benchmark().inputTokens()
        : model.firstInputTokens();
  }

  private static TokenLength output(ConversationModel model, BenchmarkConfig config) {
    return model.outputTokens() == null ? config.benchmark().outputTokens() : model.outputTokens();
  }

  /**
   * What conversations will use: those of a file by the means over up to a thousand of them, where
   * prices are given; synthetic ones by mean lengths, the prompt of turn k of which holds the first
   * message, k − 1 later ones, and k − 1 answers.
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
    double turns = turns(model).mean();
    double output = output(model, config).mean();
    double input =
        model.systemTokens()
            + first(model, config).mean()
            + (turns - 1) / 2 * (model.inputTokens().mean() + output);
    return estimate(single, new Means(turns, input, output), config);
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
