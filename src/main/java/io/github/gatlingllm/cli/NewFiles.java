package io.github.gatlingllm.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Files that are to be written, and that take the place of none unasked. */
final class NewFiles {

  private final List<Path> paths;
  private boolean mayReplace;

  NewFiles(List<Path> paths) {
    this.paths = paths;
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        throw CommandException.faulty(path + " is a folder, where a file is to be written");
      }
    }
  }

  /** Those that are there, as a sentence begins; empty if none is. */
  String existing() {
    List<Path> there = paths.stream().filter(Files::exists).toList();
    return there.isEmpty()
        ? ""
        : there.stream().map(Path::toString).collect(Collectors.joining(", "))
            + (there.size() == 1 ? " already exists." : " already exist.");
  }

  /** From now on what is there is written over. */
  void allowReplacing() {
    mayReplace = true;
  }

  /**
   * Writes them.
   *
   * @param contents the text of each, by its path
   * @throws IOException if one cannot be written; those before it are
   */
  void write(Map<Path, String> contents) throws IOException {
    if (!Set.copyOf(paths).equals(contents.keySet())) {
      throw new IllegalArgumentException(paths + " are not " + contents.keySet());
    }
    // One that somebody else has made meanwhile is not written over either.
    OpenOption[] options =
        mayReplace
            ? new OpenOption[] {
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING
            }
            : new OpenOption[] {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE};
    for (Map.Entry<Path, String> file : new LinkedHashMap<>(contents).entrySet()) {
      Path folder = file.getKey().toAbsolutePath().getParent();
      if (folder != null && !Files.isDirectory(folder)) {
        Files.createDirectories(folder);
      }
      Files.write(file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8), options);
    }
  }
}
