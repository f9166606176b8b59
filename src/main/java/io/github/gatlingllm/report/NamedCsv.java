package io.github.gatlingllm.report;

import io.github.gatlingllm.record.Metric;
import io.github.gatlingllm.record.RunStatistics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The figures of requests by their name as {@code summary_by_name.csv}: a header and a row for each
 * name. A file beside {@code summary.csv}, which has one row for each run. A value that does not
 * exist is empty.
 */
public final class NamedCsv {

  /** The file's name in a run's folder. */
  public static final String FILE = "summary_by_name.csv";

  private static final List<Metric> METRICS =
      List.of(Metric.TTFT, Metric.ITL, Metric.TPOT, Metric.E2E);

  private final RunSummary summary;

  /** The CSV of a summary. */
  public NamedCsv(RunSummary summary) {
    this.summary = summary;
  }

  /** Whether there is more than one name to be told of, and so anything to write. */
  public static boolean isNeeded(RunStatistics statistics, Map<String, Integer> weights) {
    return NamedFigures.areOf(statistics, weights);
  }

  /**
   * Writes the file, in place of one that is there.
   *
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    Files.write(file, toString().getBytes(StandardCharsets.UTF_8));
  }

  /** All lines, each with a newline at its end; none if there are no figures by name. */
  @Override
  public String toString() {
    StringBuilder lines = new StringBuilder();
    summary.byName().ifPresent(figures -> append(figures, lines));
    return lines.toString();
  }

  private void append(NamedFigures figures, StringBuilder lines) {
    for (NamedFigures.Named named : figures.names()) {
      Map<String, String> row = row(named, figures.ofSteady());
      if (lines.isEmpty()) {
        lines.append(CsvLine.of(row.keySet()));
      }
      lines.append(CsvLine.of(row.values()));
    }
  }

  private Map<String, String> row(NamedFigures.Named named, boolean ofSteady) {
    PhaseFigures figures = named.figures();
    Map<String, String> row = new LinkedHashMap<>();
    row.put("runId", summary.facts().runId());
    row.put("of", ofSteady ? "steady" : "run");
    row.put("name", named.name());
    row.put("weight", named.weight().isPresent() ? "" + named.weight().getAsInt() : "");
    row.put("shareAsked", named.weight().isPresent() ? exact(named.shareAsked()) : "");
    row.put("share", exact(named.share()));
    row.put("started", Long.toString(figures.requests().started()));
    row.put("ok", Long.toString(figures.requests().ok()));
    row.put("failed", Long.toString(figures.requests().failed()));
    row.put("errorRate", exact(figures.requests().errorRate()));
    add("startedPerSecond", figures.perSecond(figures.requests().started()), row);
    add("okPerSecond", figures.perSecond(figures.requests().ok()), row);
    add("outputTokensPerSecond", figures.outputTokensPerSecond(), row);
    add("inputTokens_mean", mean(figures.tokens().input()), row);
    add("outputTokens_mean", mean(figures.tokens().output()), row);
    for (Metric metric : METRICS) {
      for (double percentile : Spread.HEADLINE) {
        row.put(
            metric.key() + "_" + Numbers.percentileKey(percentile),
            figures
                .latency(metric)
                .map(of -> Numbers.rounded(of.percentile(percentile)).toPlainString())
                .orElse(""));
      }
    }
    return row;
  }

  private static Optional<Double> mean(Spread spread) {
    return spread.count() == 0 ? Optional.empty() : Optional.of(spread.mean());
  }

  private static void add(String name, Optional<Double> value, Map<String, String> row) {
    row.put(name, value.map(NamedCsv::exact).orElse(""));
  }

  private static String exact(double value) {
    return Numbers.exact(value).toPlainString();
  }
}
