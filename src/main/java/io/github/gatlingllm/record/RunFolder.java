package io.github.gatlingllm.record;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The folder of one run, made for it alone: two runs never write into the same one, whatever their
 * ids and however close they start.
 *
 * @param path the folder
 * @param runId its name
 */
public record RunFolder(Path path, String runId) {

  private static final int MAX_ATTEMPTS = 1000;

  /** Whoever takes this file away has the folder: it can be taken away once. */
  private static final String PREPARED = ".prepared";

  /** flotest's run ids: ISO time with its colons and dot turned into hyphens. */
  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss-SSS'Z'").withZone(ZoneOffset.UTC);

  /** The id of a run that nobody named. */
  public static String idAt(Instant start) {
    return ID.format(start);
  }

  /**
   * Makes a folder {@code outputDir/runId}, or {@code outputDir/runId-2} and so on where that is
   * taken. One that was {@linkplain #prepare prepared} is not, until a run has it.
   *
   * @param runId a plain name of one folder: it may come from outside, and must not lead elsewhere
   * @throws IOException if no folder can be made there
   */
  public static RunFolder create(Path outputDir, String runId) throws IOException {
    return make(outputDir, runId, folder -> Files.deleteIfExists(folder.resolve(PREPARED)));
  }

  /**
   * Makes a folder for a run that is yet to come, as {@link #create} does.
   *
   * @param shared whether one that was prepared before, and that no run has yet, will do
   * @throws IOException if no folder can be made there
   */
  public static RunFolder prepare(Path outputDir, String runId, boolean shared) throws IOException {
    RunFolder folder = make(outputDir, runId, taken -> shared && isPrepared(taken));
    if (!isPrepared(folder.path())) {
      Files.createFile(folder.path().resolve(PREPARED));
    }
    return folder;
  }

  private static boolean isPrepared(Path folder) {
    return Files.exists(folder.resolve(PREPARED));
  }

  /** Whether no run has it yet. */
  public boolean isUnused() {
    return isPrepared(path);
  }

  /** Whether a folder that is there may be used. */
  private interface Reuse {
    boolean of(Path taken) throws IOException;
  }

  private static RunFolder make(Path outputDir, String runId, Reuse reuse) throws IOException {
    requirePlainName(runId);
    // JDK 17 refuses to "create" a link to a folder that is there.
    if (!Files.isDirectory(outputDir)) {
      Files.createDirectories(outputDir);
    }
    for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      String name = attempt == 1 ? runId : runId + "-" + attempt;
      Path folder = outputDir.resolve(name);
      try {
        return new RunFolder(Files.createDirectory(folder), name);
      } catch (FileAlreadyExistsException e) {
        if (Files.isDirectory(folder) && reuse.of(folder)) {
          return new RunFolder(folder, name);
        }
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
