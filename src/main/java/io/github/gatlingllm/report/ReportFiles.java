package io.github.gatlingllm.report;

import io.github.gatlingllm.record.RequestsCsv;
import io.github.gatlingllm.record.RunLogReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The files that a report writes into a run's folder: each under another name first, and then in
 * place of the one that is there.
 */
final class ReportFiles {

  private static final String REQUESTS = "requests.csv";
  private static final String SUMMARY_CSV = "summary.csv";
  private static final String LEVELS = "levels.csv";

  private final Path folder;
  private final boolean askedForCsv;
  private final Path rows;
  private boolean csv;

  ReportFiles(Path folder, boolean askedForCsv) {
    this.folder = folder;
    this.askedForCsv = askedForCsv;
    this.rows = folder.resolve(REQUESTS + ".new");
  }

  /** The folder that a user named, or whose log. */
  static Path folderOf(Path run) throws UnreadableRunException {
    if (run.endsWith(RunLogReader.FILE) && Files.isRegularFile(run)) {
      return run.toAbsolutePath().resolveSibling(""); // Its parent, which it has.
    }
    if (!Files.exists(run)) {
      throw new UnreadableRunException(run + " is not there: name the folder of a run");
    }
    if (!Files.isDirectory(run)) {
      throw new UnreadableRunException(
          run + " is no folder: name the folder of a run, or the " + RunLogReader.FILE + " in it");
    }
    requireLog(run);
    return run;
  }

  private static void requireLog(Path folder) throws UnreadableRunException {
    Path log = folder.resolve(RunLogReader.FILE);
    if (!Files.isRegularFile(log)) {
      throw new UnreadableRunException(
          folder + " is no folder of a run: it has no " + RunLogReader.FILE + runsIn(folder));
    }
    if (log.toFile().length() == 0 && !Files.exists(folder.resolve(RunFactsFile.FILE))) {
      throw new UnreadableRunException(
          log + " is empty, and there is no " + RunFactsFile.FILE + ": nothing is known of a run");
    }
  }

  /** Who names the folder of all results means one of these. */
  private static String runsIn(Path folder) {
    try (Stream<Path> below = Files.list(folder)) {
      return below
          .filter(run -> Files.isRegularFile(run.resolve(RunLogReader.FILE)))
          .sorted()
          .findFirst()
          .map(run -> "; " + run.getFileName() + " in it has one")
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  /** Where the rows of requests go until the log is read. */
  RequestsCsv openRequests() throws IOException {
    return RequestsCsv.ofLog(rows);
  }

  /**
   * The files that the run will have. A run that says which it has keeps to them; one that says
   * nothing, as flotest's, gets all.
   */
  List<Path> named(List<Path> told) {
    csv = askedForCsv || told.isEmpty() || RunReport.named(told, REQUESTS).isPresent();
    List<Path> all = new ArrayList<>(told);
    add(LiveSummary.FILE, all);
    if (csv) {
      add(REQUESTS, all);
      add(SUMMARY_CSV, all);
    }
    return all;
  }

  private void add(String name, List<Path> all) {
    if (RunReport.named(all, name).isEmpty()) {
      all.add(folder.resolve(name));
    }
  }

  /** Writes all of them. */
  List<Path> replace(RunSummary summary) throws IOException {
    List<Path> written = new ArrayList<>();
    for (Map.Entry<String, String> file : texts(summary).entrySet()) {
      Path whole = folder.resolve(file.getKey() + ".new");
      // Not writeString, which refuses half a surrogate pair: a server's message may hold one.
      Files.write(whole, file.getValue().getBytes(StandardCharsets.UTF_8));
      written.add(replace(whole, file.getKey()));
    }
    if (csv) {
      written.add(replace(rows, REQUESTS));
    } else {
      drop();
    }
    return written;
  }

  private Path replace(Path whole, String name) throws IOException {
    Path file = folder.resolve(name);
    return Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Forgets the rows. */
  void drop() throws IOException {
    Files.deleteIfExists(rows);
  }

  private Map<String, String> texts(RunSummary summary) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(LiveSummary.FILE, new SummaryJson(summary) + "\n");
    if (!csv) {
      return texts;
    }
    texts.put(SUMMARY_CSV, new SummaryCsv(summary).toString());
    if (!summary.levels().isEmpty()) {
      texts.put(LEVELS, new LevelsCsv(summary).toString());
    }
    if (summary.byName().isPresent()) {
      texts.put(NamedCsv.FILE, new NamedCsv(summary).toString());
    }
    if (summary.turns().isPresent()) {
      texts.put(TurnCsv.FILE, new TurnCsv(summary).toString());
    }
    return texts;
  }
}
