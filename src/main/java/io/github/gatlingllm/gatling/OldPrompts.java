package io.github.gatlingllm.gatling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Prompts that were generated into the folder of a run that then read others: they would not be
 * what it sent. They are of use until the run is known to take place, so its own JVM deletes them.
 */
public final class OldPrompts {

  /** The property by which that JVM is told that there are such. */
  public static final String PROPERTY = "gatlingllm.oldPrompts";

  private OldPrompts() {}

  /** Deletes them, if there are any. */
  static void drop(Path file) throws IOException {
    if (Boolean.getBoolean(PROPERTY)) {
      Files.deleteIfExists(file);
    }
  }
}
