package io.github.gatlingllm.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the results of a run go.
 *
 * @param outputDir the folder of all runs
 * @param runId the name of the run's folder in it, when one was asked for; safe as a file name
 * @param inputFile what is read: prompts, or the folder of a run
 */
public record RunPlace(Path outputDir, Optional<String> runId, Optional<Path> inputFile) {

  /** The folder of all runs where nobody names one. */
  static final Path OUTPUT_DIR = Path.of("results");
}
