package io.github.gatlingllm.record;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of one run, made for it alone: two runs never write into the same one, whatever their
 * ids and however close they start.
 *
 * @param path the folder
 * @param runId its name
 */
public record RunFolder(Path path, String runId) {

  private static final int MAX_ATTEMPTS = 1000;

  /**
   * Makes a folder {@code outputDir/runId}, or {@code outputDir/runId-2} and so on where that is
   * taken.
   *
   * @param runId a plain name of one folder: it may come from outside, and must not lead elsewhere
   * @throws IOException if no folder can be made there
   */
  public static RunFolder create(Path outputDir, String runId) throws IOException {
    requirePlainName(runId);
    // JDK 17 refuses to "create" a link to a folder that is there.
    if (!Files.isDirectory(outputDir)) {
      Files.createDirectories(outputDir);
    }
    for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      String name = attempt == 1 ? runId : runId + "-" + attempt;
      try {
        return new RunFolder(Files.createDirectory(outputDir.resolve(name)), name);
      } catch (FileAlreadyExistsException e) {
        // Another run has it: the next name.
      }
    }
    throw new IOException(outputDir.resolve(runId) + " and all its numbered names are taken");
  }

  private static void requirePlainName(String runId) throws IOException {
    boolean plain =
        !runId.isBlank()
            && !runId.equals(".")
            && !runId.equals("..")
            && runId.chars().noneMatch(c -> c == '/' || c == '\\' || c < ' ');
    if (!plain) {
      throw new IOException("the run id '" + runId + "' is not the plain name of a folder");
    }
  }
}
