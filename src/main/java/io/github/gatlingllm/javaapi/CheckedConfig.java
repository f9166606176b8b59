package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.config.BenchmarkConfig;
import io.github.gatlingllm.config.ConfigLoader;
import io.github.gatlingllm.config.ConfigSource;
import io.github.gatlingllm.config.InvalidConfigException;
import io.github.gatlingllm.config.LoadedConfig;
import io.github.gatlingllm.prompt.PromptException;
import io.github.gatlingllm.prompt.tokenizer.TokenizerException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A configuration without faults, by what only the parts that use its values can say of them too.
 *
 * @param seed the configuration's own, or one by chance
 * @param file what prompts come from, open, or null where they are synthetic
 */
record CheckedConfig(LoadedConfig loaded, long seed, @Nullable OpenedPrompts file) {

  /**
   * Reads a configuration; whoever asks closes its file.
   *
   * @throws InvalidConfigException with all faults
   */
  static CheckedConfig of(ConfigSource source) {
    LoadedConfig loaded = ConfigLoader.load(source);
    BenchmarkConfig config = loaded.config();
    long seed = config.generator().seed().orElseGet(() -> new SecureRandom().nextLong());
    List<String> faults = faults(config);
    OpenedPrompts file = null;
    try {
      file = OpenedPrompts.of(config, seed).orElse(null);
      FileConversations.check(config, file);
      faults.addAll(RunEstimate.of(config, file).faults());
    } catch (PromptException e) {
      e.faults().forEach(line -> faults.add(config.generator().fileKey() + line));
    } catch (TokenizerException e) {
      faults.add("generator: " + e.getMessage());
    }
    if (file != null && !faults.isEmpty()) {
      file.close();
    }
    if (!faults.isEmpty()) {
      throw new InvalidConfigException(faults.stream().distinct().toList());
    }
    return new CheckedConfig(loaded, seed, file);
  }

  /** What only the parts that use a value can say of it. */
  private static List<String> faults(BenchmarkConfig config) {
    List<String> faults = new ArrayList<>();
    for (String key : List.of("messages", "model", "stream")) {
      if (config.provider().config().containsKey(key)) {
        faults.add("provider.config." + key + " is set by the request itself and not accepted");
      }
    }
    if (faults.isEmpty()) {
      new ConfiguredApi(config.provider()).fault().ifPresent(faults::add);
      faults.addAll(ConfiguredEndpoint.faults(config.provider()));
    }
    try {
      PromptMixBuilder mix = ConfiguredPrompts.of(config, 0);
      mix.source();
      if (config.generator().batch() != null) {
        ConfiguredPrompts.batches(config, mix, 0);
      }
    } catch (RuntimeException e) {
      faults.add("generator: " + e.getMessage());
      return faults;
    }
    if (config.conversation() != null && !FileConversations.areAskedOf(config)) {
      try {
        ConfiguredConversations.of(config, 0).source();
      } catch (RuntimeException e) {
        faults.add("benchmark.conversation: " + e.getMessage());
      }
    }
    return faults;
  }
}
