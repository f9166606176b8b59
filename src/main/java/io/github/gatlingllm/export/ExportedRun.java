package io.github.gatlingllm.export;

import io.github.gatlingllm.record.LogFindings;
import io.github.gatlingllm.record.RequestRecord;
import io.github.gatlingllm.record.RunLogReader;
import io.github.gatlingllm.report.RunSummary;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A run that is being written in one format: its summary, its requests as its log has them, and
 * what there is to say of it.
 */
final class ExportedRun {

  private final RunSummary summary;
  private final Path folder;
  private final Set<String> notes = new LinkedHashSet<>();

  ExportedRun(RunSummary summary, Path folder) {
    this.summary = summary;
    this.folder = folder;
  }

  /** Takes requests; what it cannot write ends the export. */
  @FunctionalInterface
  interface RequestSink {
    void take(RequestRecord request) throws IOException;
  }

  /** Writes a file. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  RunSummary summary() {
    return summary;
  }

  Path folder() {
    return folder;
  }

  /** Something that a reader of the files must know; told once. */
  void note(String note) {
    notes.add(note);
  }

  List<String> notes() {
    return new ArrayList<>(notes);
  }

  /** Every request of the log, in the order in which they ended; without texts. */
  void requests(RequestSink sink) throws IOException {
    read(RunLogReader::read, sink);
  }

  /** The same, with the texts of the answers. */
  void requestsWithAnswers(RequestSink sink) throws IOException {
    read(RunLogReader::readWithAnswers, sink);
  }

  private interface Reading {
    LogFindings read(Path log, Consumer<RequestRecord> sink) throws IOException;
  }

  private void read(Reading reading, RequestSink sink) throws IOException {
    try {
      LogFindings found =
          reading.read(folder.resolve(RunLogReader.FILE), request -> take(request, sink));
      found.warnings().forEach(this::note);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    long notLogged = summary.facts().notLogged();
    if (notLogged > 0) {
      note(notLogged + " requests are not in the run log, and so not in what is made of it");
    }
  }

  private static void take(RequestRecord request, RequestSink sink) {
    try {
      sink.take(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a file of the run's folder as a whole: until it is there, the one before is. */
  void write(String name, Content content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
        content.writeTo(out);
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
