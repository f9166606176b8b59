package io.github.gatlingllm.calibrate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A temporary folder for the files of measurements, which is gone when this JVM is. */
final class ScratchFolder implements AutoCloseable {

  private static final int ATTEMPTS = 50;
  private static final long PAUSE_MILLIS = 20;

  private final Path path;

  private ScratchFolder(Path path) {
    this.path = path;
  }

  static ScratchFolder create() throws IOException {
    ScratchFolder folder = new ScratchFolder(Files.createTempDirectory("gatling-llm-calibrate-"));
    Runtime.getRuntime().addShutdownHook(new Thread(folder::close, "llm-calibrate-clean-up"));
    return folder;
  }

  /** Where the next measurement has its files. */
  Path next() throws IOException {
    return Files.createTempDirectory(path, "measurement-");
  }

  /** Deletes it. Where this JVM is being ended, children may write their last file meanwhile. */
  @Override
  public void close() {
    for (int i = 0; Files.exists(path) && i < ATTEMPTS; i++) {
      if (!delete()) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
      }
    }
  }

  private boolean delete() {
    try (Stream<Path> all = Files.walk(path)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
      return true;
    } catch (IOException | UncheckedIOException e) {
      return false; // What is written to may be deleted when its writer is gone.
    }
  }
}
