package io.github.gatlingllm.report;

import io.github.gatlingllm.record.RequestsCsv;
import io.github.gatlingllm.record.RunLogReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that tell of a run whose summary was made again, in its folder, in place of those that
 * are there: as JSON and as tables. Each is there as a whole or not at all.
 */
public final class SummaryFiles {

  private static final String PART = ".part";

  private final RunSummary summary;
  private final Path folder;
  private final List<Path> written = new ArrayList<>();

  /** Those of a summary. */
  public SummaryFiles(RunSummary summary, Path folder) {
    this.summary = summary;
    this.folder = folder;
  }

  private interface FileWork {
    void write(Path file) throws IOException;
  }

  /**
   * Writes them.
   *
   * @return all that were written
   * @throws IOException where one cannot be written, or the log cannot be read
   */
  public List<Path> write() throws IOException {
    write("summary.json", file -> new SummaryJson(summary).write(file));
    write("summary.csv", file -> new SummaryCsv(summary).write(file));
    if (!summary.levels().isEmpty()) {
      write("levels.csv", file -> new LevelsCsv(summary).write(file));
    }
    if (summary.byName().isPresent()) {
      write(NamedCsv.FILE, file -> new NamedCsv(summary).write(file));
    }
    if (summary.turns().isPresent()) {
      write(TurnCsv.FILE, file -> new TurnCsv(summary).write(file));
    }
    write("requests.csv", this::writeRequests);
    return List.copyOf(written);
  }

  private void write(String name, FileWork work) throws IOException {
    Path file = folder.resolve(name);
    Path part = folder.resolve(name + PART);
    try {
      work.write(part);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
    written.add(file);
  }

  private void writeRequests(Path file) throws IOException {
    try (RequestsCsv csv = RequestsCsv.ofLogged(file)) {
      RunLogReader.read(
          folder.resolve(RunLogReader.FILE),
          request -> {
            try {
              csv.write(request);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
