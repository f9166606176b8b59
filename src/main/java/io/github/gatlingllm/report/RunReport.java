package io.github.gatlingllm.report;

import io.github.gatlingllm.record.RequestRecord;
import io.github.gatlingllm.record.RequestsCsv;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the files of a run again from what was written while it went on: {@code summary.json}, and
 * {@code requests.csv}, {@code summary.csv}, {@code levels.csv}, {@code turns.csv} and {@code
 * summary_by_name.csv} where the run has them. Of a run that came to its end they are the same,
 * byte for byte; a killed one has them for the first time.
 *
 * <p>What is there is never replaced by less: Gatling's statistics are taken over from the {@code
 * summary.json} of the live run, and a summary that counts more requests than the log has stays as
 * it is. Each file is replaced as one.
 */
public final class RunReport {

  /** Makes more files of a summary, such as those of other tools. */
  @FunctionalInterface
  public interface MoreFiles {

    /** None. */
    MoreFiles NONE = (summary, folder) -> List.of();

    /**
     * Writes them.
     *
     * @return for people: what could not be written
     */
    List<String> write(RunSummary summary, Path folder);
  }

  /**
   * What was made.
   *
   * @param folder the run's folder
   * @param summary the summary
   * @param files the files that were written
   * @param notes what was not written, and why; for people
   */
  public record Written(Path folder, RunSummary summary, List<Path> files, List<String> notes) {

    /** Keeps copies of the lists. */
    public Written {
      files = List.copyOf(files);
      notes = List.copyOf(notes);
    }

    /** The text that the run's end shows on the console. */
    public String console() {
      return new ConsoleSummary(summary).render();
    }
  }

  private final Path folder;
  private final ReportFiles files;
  private final MoreFiles more;
  private final Rejudging judged;
  private final List<String> notes = new ArrayList<>();
  private final List<Path> written = new ArrayList<>();

  private RunReport(Path folder, boolean csv, MoreFiles more, Rejudging judged) {
    this.folder = folder;
    this.files = new ReportFiles(folder, csv);
    this.more = more;
    this.judged = judged;
  }

  /**
   * Makes the files of a run again.
   *
   * @param run the run's folder, or the {@code run_log.jsonl} in it
   * @param csv whether the CSV files are made even where the run was to have none
   * @param more what else is made of the summary
   * @throws UnreadableRunException if there is no run
   * @throws IOException if a file cannot be read or written
   */
  public static Written write(Path run, boolean csv, MoreFiles more) throws IOException {
    return write(run, csv, more, Rejudging.NONE);
  }

  /**
   * The same, judged by something else than what the run had.
   *
   * @throws IllegalArgumentException if the run cannot be judged by that
   */
  public static Written write(Path run, boolean csv, MoreFiles more, Rejudging judged)
      throws IOException {
    return new RunReport(ReportFiles.folderOf(run), csv, more, judged).write();
  }

  private Written write() throws IOException {
    LiveSummary live = LiveSummary.of(folder);
    RunSummary summary = read(live);
    if (live.counts() > summary.flotest().totalRequests()) {
      files.drop();
      notes.add(
          folder.resolve(LiveSummary.FILE)
              + " counts "
              + live.counts()
              + " requests and the log has "
              + summary.flotest().totalRequests()
              + ": nothing is replaced by less; move it away to have it made again");
    } else {
      written.addAll(files.replace(summary));
      notes.addAll(more.write(summary, folder));
    }
    return new Written(folder, summary, written, notes);
  }

  private RunSummary read(LiveSummary live) throws IOException {
    try (RequestsCsv rows = files.openRequests()) {
      return RebuiltRun.summaryOf(
          folder, request -> add(request, rows), live.gatling(), files::named, judged);
    } catch (UncheckedIOException e) {
      files.drop();
      throw e.getCause();
    } catch (IOException | IllegalArgumentException e) {
      files.drop();
      throw e;
    }
  }

  private static void add(RequestRecord request, RequestsCsv rows) {
    try {
      rows.write(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first file of a name. */
  static Optional<Path> named(List<Path> files, String name) {
    return files.stream().filter(file -> file.endsWith(name)).findFirst();
  }
}
