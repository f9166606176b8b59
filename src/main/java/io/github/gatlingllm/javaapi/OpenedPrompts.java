package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.config.BenchmarkConfig;
import io.github.gatlingllm.config.PromptFile;
import io.github.gatlingllm.prompt.Prompt;
import io.github.gatlingllm.prompt.PromptException;
import io.github.gatlingllm.prompt.PromptSource;
import io.github.gatlingllm.prompt.dataset.DatasetOptions;
import io.github.gatlingllm.prompt.dataset.DatasetPrompts;
import io.github.gatlingllm.prompt.tokenizer.Tokenizer;
import io.github.gatlingllm.prompt.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The file of prompts of a configuration, checked and open.
 *
 * @param name the file, for messages
 * @param source its prompts
 * @param size how many different ones there are
 * @param notes what its user should know
 * @param open the data set that is to be closed, or null where there is none
 */
record OpenedPrompts(
    String name, PromptSource source, int size, List<String> notes, @Nullable DatasetPrompts open)
    implements AutoCloseable {

  private static final int MOST_FOR_MEANS = 1_000;

  /**
   * Mean lengths in tokens.
   *
   * @param inputTokens of prompts
   * @param outputTokens of answers that are asked for
   */
  record Means(double inputTokens, double outputTokens) {}

  /**
   * Opens the file that a configuration names, if it does.
   *
   * @throws PromptException with its faults, one a line
   */
  static Optional<OpenedPrompts> of(BenchmarkConfig config, long seed) {
    PromptFile file = config.generator().file();
    if (file == null) {
      return Optional.empty();
    }
    Optional<Tokenizer> tokenizer = tokenizer(config);
    return tokenizer.map(
        counting ->
            isTrace(file, config.cache().percentage())
                ? ofTrace(file, counting, seed)
                : ofDataset(file, counting, seed));
  }

  /** One that is not known is told of where prompts are made, which any run does. */
  private static Optional<Tokenizer> tokenizer(BenchmarkConfig config) {
    try {
      return Optional.of(ConfiguredPrompts.choice(config).open());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isTrace(PromptFile file, double resentPercent) {
    boolean isTrace =
        file.isTrace() || (file.dataset().format() == null && Trace.isTrace(file.path()));
    if (isTrace && file.shuffled()) {
      throw new PromptException(
          file.path() + " is a trace, and benchmark.dataset.shuffle would take its order away");
    }
    if (isTrace && resentPercent > 0) {
      throw new PromptException(
          file.path()
              + " is a trace, which says itself what repeats: benchmark.cachePercentage is not"
              + " accepted with it");
    }
    return isTrace;
  }

  private static OpenedPrompts ofTrace(PromptFile file, Tokenizer tokenizer, long seed) {
    Trace trace = Trace.read(file.path(), file.trace());
    return new OpenedPrompts(
        file.path().toString(), trace.prompts(tokenizer, seed), trace.size(), trace.notes(), null);
  }

  private static OpenedPrompts ofDataset(PromptFile file, Tokenizer tokenizer, long seed) {
    DatasetOptions options = file.shuffled() ? file.dataset().shuffled(seed) : file.dataset();
    DatasetPrompts prompts = DatasetPrompts.open(file.path(), options, tokenizer);
    return new OpenedPrompts(
        file.path().toString(), prompts, prompts.size(), prompts.notes(), prompts);
  }

  /** The mean lengths of up to a thousand prompts, spread over all. */
  Means means() {
    int count = Math.min(size, MOST_FOR_MEANS);
    double input = 0;
    double output = 0;
    for (int i = 0; i < count; i++) {
      Prompt prompt = source.prompt((long) i * size / count);
      input += prompt.tokenCount();
      output += prompt.outputTokenTarget();
    }
    return new Means(input / count, output / count);
  }

  /** What the run's report is to say of it. */
  List<String> warnings(OptionalInt maxRequests) {
    List<String> warnings = new ArrayList<>(notes);
    if (maxRequests.orElse(0) > size) {
      warnings.add(
          name
              + " has "
              + size
              + " prompts for up to "
              + maxRequests.getAsInt()
              + " requests: they repeat, and servers with a prefix cache answer what repeats"
              + " sooner");
    }
    return warnings;
  }

  @Override
  public void close() {
    if (open != null) {
      open.close();
    }
  }
}
