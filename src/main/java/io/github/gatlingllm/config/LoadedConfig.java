package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * A configuration that was found valid, and what came with it.
 *
 * @param config the values
 * @param warnings what was ignored or takes no effect, one sentence each, in a fixed order
 * @param resolved the configuration as JSON, overrides applied, defaults filled in, secrets masked
 * @param runId name of the run's folder, when one was asked for; safe as a file name
 */
public record LoadedConfig(
    BenchmarkConfig config, List<String> warnings, ObjectNode resolved, Optional<String> runId) {

  /** Copies the list and the tree. */
  public LoadedConfig {
    warnings = List.copyOf(warnings);
    resolved = resolved.deepCopy();
  }

  /** Returns a copy of the resolved configuration. */
  @Override
  public ObjectNode resolved() {
    return resolved.deepCopy();
  }

  /** The same configuration with the seed that its random choices are made of. */
  public LoadedConfig withSeed(long seed) {
    ObjectNode seeded = resolved();
    seeded.withObject("/generator").put("seed", seed);
    return new LoadedConfig(config, warnings, seeded, runId);
  }

  /** The same configuration with the model that the endpoint named. */
  public LoadedConfig withModel(String model) {
    ObjectNode named = resolved();
    named.withObject("/provider").put("model", model);
    return new LoadedConfig(config.withModel(model), warnings, named, runId);
  }

  /** The resolved configuration as text: indented by two spaces, a line end at the end. */
  public String resolvedText() {
    return JsonText.pretty(resolved) + "\n";
  }
}
