package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /**
   * Writes the resolved configuration: UTF-8, indented by two spaces, a line end at the end.
   * Replaces the file; creates missing folders.
   *
   * @throws IOException when the file cannot be written
   */
  public void writeResolved(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(file, JsonText.pretty(resolved) + "\n");
  }
}
