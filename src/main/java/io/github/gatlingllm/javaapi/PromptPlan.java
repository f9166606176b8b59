package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.config.BenchmarkConfig;
import io.github.gatlingllm.config.ConfigSource;
import io.github.gatlingllm.config.InvalidConfigException;
import io.github.gatlingllm.config.LoadedConfig;
import io.github.gatlingllm.prompt.Prompt;
import io.github.gatlingllm.prompt.PromptSource;
import io.github.gatlingllm.prompt.dataset.PromptCount;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The prompts that a configuration asks for, without a run: of its file, or synthetic ones. What a
 * run repeats of them ({@code benchmark.cachePercentage}) is not among them.
 */
public final class PromptPlan implements AutoCloseable {

  /** How many synthetic prompts there are where nobody says how many requests. */
  private static final int DEFAULT_SIZE = 100;

  private final LoadedConfig loaded;
  private final long seed;
  private final @Nullable OpenedPrompts file;
  private final PromptSource source;

  private PromptPlan(CheckedConfig checked) {
    this.loaded = checked.loaded();
    this.seed = checked.seed();
    this.file = checked.file();
    this.source =
        file == null ? ConfiguredPrompts.of(loaded.config(), seed).source() : file.source();
  }

  /**
   * Those of a configuration.
   *
   * @param properties as for {@link Benchmark#configuration}
   * @throws InvalidConfigException with all faults; that conversations are asked for is one
   */
  public static PromptPlan of(Map<String, String> properties) {
    CheckedConfig checked =
        CheckedConfig.of(new ConfigSource(EmbeddedTarget.shape(properties), properties));
    BenchmarkConfig config = checked.loaded().config();
    PromptPlan plan = new PromptPlan(checked);
    if (config.conversation() != null) {
      plan.close();
      throw new InvalidConfigException(
          List.of("benchmark.conversation: conversations are made in a run; leave it out here"));
    }
    if (config.generator().pictures() != null) {
      plan.close();
      throw new InvalidConfigException(
          List.of("generator.images: pictures are made in a run; leave them out here"));
    }
    return plan;
  }

  /** The configuration, with the seed. */
  public LoadedConfig loaded() {
    return loaded.withSeed(seed);
  }

  /** How many different ones there are in the file; of synthetic ones, as many as are needed. */
  public int size() {
    return file == null ? needed() : file.size();
  }

  /** How many a run needs: as many as requests, if that is known; else all of a file, or 100. */
  public int needed() {
    OptionalInt requests = loaded.config().benchmark().maxRequests();
    return requests.orElseGet(() -> file == null ? DEFAULT_SIZE : file.size());
  }

  /** A prompt, by number from 0; those of a file come again when it is through. */
  public Prompt prompt(int index) {
    return source.prompt(index);
  }

  /** How long all of them are, and what they have in common. */
  public PromptCount count() {
    return PromptCount.of(source, size(), ConfiguredPrompts.choice(loaded.config()).open(), seed);
  }

  /** What their user should know. */
  public List<String> notes() {
    return file == null ? List.of() : file.notes();
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }
}
