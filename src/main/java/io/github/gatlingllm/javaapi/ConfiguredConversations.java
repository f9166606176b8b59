package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.config.BenchmarkConfig;
import io.github.gatlingllm.config.ConversationModel;
import io.github.gatlingllm.prompt.ThinkTime;
import io.github.gatlingllm.prompt.length.TokenLength;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * The conversations that a configuration asks for, or those that are held where it asks for none.
 */
final class ConfiguredConversations {

  private static final ConversationModel DEFAULT =
      new ConversationModel(
          TokenLength.constant(5),
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
        .turns(model.turns())
        .firstPrompt(first(model, config))
        .nextPrompts(model.inputTokens())
        .outputTokens(output(model, config))
        .thinkTime(model.thinkTime())
        .systemTokens(model.systemTokens())
        .seed(seed);
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
   * What conversations will use, by mean lengths: the prompt of turn k holds the first message, k −
   * 1 later ones, and k − 1 answers.
   *
   * @param single the same for single requests
   */
  static RunEstimate estimate(RunEstimate single, ConversationModel model, BenchmarkConfig config) {
    double turns = model.turns().mean();
    double output = output(model, config).mean();
    double input =
        model.systemTokens()
            + first(model, config).mean()
            + (turns - 1) / 2 * (model.inputTokens().mean() + output);
    boolean byArrivals =
        config.benchmark().open() != null && config.benchmark().maxRequests().isEmpty();
    OptionalInt requests =
        byArrivals && single.requests().isPresent()
            ? OptionalInt.of(
                (int) Math.min(Integer.MAX_VALUE, single.requests().getAsInt() * turns))
            : single.requests();
    return new RunEstimate(requests, input, output, single.rules());
  }
}
