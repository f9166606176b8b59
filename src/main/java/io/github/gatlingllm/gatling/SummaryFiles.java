package io.github.gatlingllm.gatling;

import io.github.gatlingllm.record.RunStatistics;
import io.github.gatlingllm.report.LevelsCsv;
import io.github.gatlingllm.report.NamedCsv;
import io.github.gatlingllm.report.RunSummary;
import io.github.gatlingllm.report.SummaryCsv;
import io.github.gatlingllm.report.SummaryJson;
import io.github.gatlingllm.report.TurnCsv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that tell of a run as a whole. Which of them there are is known before any is written,
 * since the summary names them all.
 */
final class SummaryFiles {

  private interface Writing {
    void write(RunSummary summary, Path file) throws IOException;
  }

  private record Summary(Path file, Writing writing) {}

  private final ResultFiles files;
  private final RunExports exports;
  private final List<Summary> summaries = new ArrayList<>();
  private final List<String> notWritten = new ArrayList<>();

  /** Those of a run that is over. */
  SummaryFiles(
      ResultFiles files, OutputFormats formats, RunStatistics statistics, ReportedLoads loads) {
    this.files = files;
    this.exports = new RunExports(formats.exports(), files.folder());
    add("summary.json", (summary, file) -> new SummaryJson(summary).write(file));
    if (formats.csv()) {
      addCsv(statistics, loads);
    }
  }

  private void addCsv(RunStatistics statistics, ReportedLoads loads) {
    add("summary.csv", (summary, file) -> new SummaryCsv(summary).write(file));
    if (TurnCsv.isNeeded(statistics)) {
      add(TurnCsv.FILE, (summary, file) -> new TurnCsv(summary).write(file));
    }
    if (loads.hasLevels()) {
      add("levels.csv", (summary, file) -> new LevelsCsv(summary).write(file));
    }
    if (NamedCsv.isNeeded(statistics, loads.weights())) {
      add(NamedCsv.FILE, (summary, file) -> new NamedCsv(summary).write(file));
    }
  }

  private void add(String name, Writing writing) {
    Path folder = files.folder();
    if (folder != null) {
      summaries.add(new Summary(folder.resolve(name), writing));
    }
  }

  /** All files of the run, these included. */
  List<Path> named() {
    List<Path> named = new ArrayList<>(files.all());
    summaries.forEach(summary -> named.add(summary.file()));
    named.addAll(exports.files());
    return named;
  }

  /** Writes those of this tool's own formats. */
  void write(RunSummary summary) {
    for (Summary of : summaries) {
      files
          .write(of.file(), () -> of.writing().write(summary, of.file()))
          .ifPresent(notWritten::add); // Nobody reads warnings any more.
    }
  }

  /** Writes those in formats of other tools. */
  void export(RunSummary summary) {
    notWritten.addAll(exports.write(summary));
  }

  /** Those that were asked for and that could not be written, one sentence each. */
  List<String> notWritten() {
    return List.copyOf(notWritten);
  }
}
