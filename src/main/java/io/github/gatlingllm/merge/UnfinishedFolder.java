package io.github.gatlingllm.merge;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A folder that is filled beside its place, under a hidden name, and takes its place as one: there
 * is all of it or nothing. One that is not finished is deleted, also where the JVM is ended by a
 * signal meanwhile; one that is killed leaves it under the hidden name.
 */
final class UnfinishedFolder implements Closeable {

  /** What is written to while it is deleted has to be deleted again. */
  private static final int ATTEMPTS = 50;

  private final Path place;
  private final Path path;
  private final Thread end = new Thread(this::delete, "llm-merge-clean-up");
  private boolean over;

  private UnfinishedFolder(Path place, Path path) {
    this.place = place;
    this.path = path;
  }

  /**
   * Makes it, and the folders above its place.
   *
   * @throws IOException if it cannot be made
   */
  static UnfinishedFolder of(Path place) throws IOException {
    Path whole = place.toAbsolutePath().normalize();
    String name = "." + whole.getFileName() + "." + UUID.randomUUID() + ".part";
    Path path = whole.resolveSibling(name);
    // Not createTempDirectory, whose folders are for their owner alone.
    UnfinishedFolder folder = new UnfinishedFolder(whole, Files.createDirectories(path));
    Runtime.getRuntime().addShutdownHook(folder.end);
    return folder;
  }

  /** Where its files are written. */
  Path path() {
    return path;
  }

  /**
   * Puts it in its place.
   *
   * @throws IOException if something else is there by now, or it cannot be moved
   */
  synchronized void finish() throws IOException {
    try {
      Files.move(path, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) { // Not as it is: it names the hidden folder, which is no more.
      String reason = Objects.requireNonNullElse(e.getReason(), e.getClass().getSimpleName());
      throw new FileSystemException(place.toString(), null, reason);
    }
    over = true;
  }

  /** Deletes it, if it is not in its place. */
  @Override
  public void close() {
    delete();
    try {
      Runtime.getRuntime().removeShutdownHook(end);
    } catch (IllegalStateException e) {
      // The JVM is being ended, and the hook has run or runs.
    }
  }

  private synchronized void delete() {
    for (int i = 0; !over && i < ATTEMPTS; i++) {
      over = isDeleted();
    }
  }

  private boolean isDeleted() {
    try (Stream<Path> all = Files.walk(path)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
      return true;
    } catch (IOException | UncheckedIOException e) {
      return !Files.exists(path);
    }
  }
}
