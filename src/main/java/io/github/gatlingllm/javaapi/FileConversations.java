package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.config.BenchmarkConfig;
import io.github.gatlingllm.config.ConversationAnswers;
import io.github.gatlingllm.config.ConversationModel;
import io.github.gatlingllm.config.PromptFile;
import io.github.gatlingllm.prompt.PromptException;
import io.github.gatlingllm.prompt.RecordedConversations.Manner;
import io.github.gatlingllm.prompt.dataset.DatasetConversations;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The conversations of the file that a configuration names. */
final class FileConversations {

  private FileConversations() {}

  /** Whether a configuration names a file of what is said; a trace that is replayed is none. */
  static boolean areAskedOf(BenchmarkConfig config) {
    PromptFile file = config.generator().file();
    return config.conversation() != null && file != null && !file.isTrace();
  }

  /**
   * Refuses a file that has none, where they are asked for.
   *
   * @throws PromptException if it is a trace
   */
  static void check(BenchmarkConfig config, @Nullable OpenedPrompts file) {
    if (areAskedOf(config) && file != null && file.open() == null) {
      throw new PromptException(
          file.name()
              + " is a trace and tells nothing that is said: it has no conversations; give a data"
              + " set with turns, or leave benchmark.conversation out");
    }
  }

  /** What the run's report is to say of the file. */
  static List<String> warnings(BenchmarkConfig config, OpenedPrompts file) {
    OptionalInt most = config.benchmark().maxRequests();
    return areAskedOf(config)
        ? of(config, file, 0).map(source -> source.notes(most)).orElse(List.of())
        : file.warnings(most);
  }

  /** They, or empty where the configuration has no data set. */
  static Optional<DatasetConversations> of(
      BenchmarkConfig config, @Nullable OpenedPrompts file, long seed) {
    ConversationModel model =
        config.conversation() == null ? ConfiguredConversations.DEFAULT : config.conversation();
    if (file == null || file.open() == null) {
      return Optional.empty();
    }
    return Optional.of(
        new DatasetConversations(
            file.open(),
            new Manner(
                model.thinkTime(),
                model.answers() == ConversationAnswers.RECORDED,
                config.conversation() == null ? null : model.turns(),
                seed)));
  }
}
