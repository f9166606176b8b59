package io.github.gatlingllm.gatling;

import io.gatling.core.config.GatlingConfiguration;
import io.github.gatlingllm.report.GatlingFigures;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Gatling's own {@code simulation.log} of this run.
 *
 * <p>Gatling does not say where it writes. At the start of a run its log is already open in this
 * process, so the operating system is asked which file that is; where it cannot tell (not Linux),
 * Gatling's figures are left out with the reason.
 */
final class GatlingLog {

  private static final Path OPEN_FILES = Path.of("/proc/self/fd");
  private static final String FILE_NAME = "simulation.log";

  private final GatlingConfiguration configuration;
  private final Optional<Path> file;

  private GatlingLog(GatlingConfiguration configuration, Optional<Path> file) {
    this.configuration = configuration;
    this.file = file;
  }

  /** Finds the log; called while Gatling has it open. */
  static GatlingLog ofThisRun(GatlingConfiguration configuration) {
    boolean written = configuration.data().fileDataWriterEnabled();
    return new GatlingLog(configuration, written ? findOpen() : Optional.empty());
  }

  private static Optional<Path> findOpen() {
    try (Stream<Path> descriptors = Files.list(OPEN_FILES)) {
      return descriptors
          .map(GatlingLog::target)
          .flatMap(Optional::stream)
          .filter(path -> path.endsWith(FILE_NAME))
          .max(Comparator.comparing(path -> path.toFile().lastModified()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> target(Path descriptor) {
    try {
      return Optional.of(Files.readSymbolicLink(descriptor));
    } catch (IOException e) {
      return Optional.empty(); // Closed in between.
    }
  }

  /** The folder that Gatling writes its report to, if it is known. */
  Optional<Path> folder() {
    return file.map(Path::getParent);
  }

  /**
   * What Gatling computes from its log; called once Gatling has closed it.
   *
   * @param recorded what this extension handed to Gatling, by row
   */
  GatlingFigures figures(Map<String, GatlingFigures.Counts> recorded) {
    if (file.isEmpty()) {
      return GatlingFigures.missing(
          "Gatling wrote no simulation.log, or this system does not tell where");
    }
    try {
      return new GatlingLogRows(log(), configuration).read(recorded);
    } catch (Exception | AssertionError | LinkageError e) {
      // Also exceptions that Scala does not declare: a log that Gatling has not closed ends early.
      // Asserts are how Gatling's parser reports a log without events, and its classes are not
      // everywhere that this runs.
      return GatlingFigures.missing("simulation.log cannot be read: " + e);
    }
  }

  private File log() {
    return file.orElseThrow().toFile();
  }
}
