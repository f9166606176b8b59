package io.github.gatlingllm.report;

import io.github.gatlingllm.record.RunStatistics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The figures of the turns of conversations as {@code turns.csv}: a header and a row for each turn.
 * A value that does not exist is empty.
 */
public final class TurnCsv {

  /** The file's name in a run's folder. */
  public static final String FILE = "turns.csv";

  /** The percentiles of TTFT that are told of a turn. */
  static final List<Double> PERCENTILES = List.of(50.0, 95.0, 99.0);

  private final RunSummary summary;

  /** The CSV of a summary. */
  public TurnCsv(RunSummary summary) {
    this.summary = summary;
  }

  /** Whether there were conversations, and so anything to write. */
  public static boolean isNeeded(RunStatistics statistics) {
    return statistics.conversations().areAny();
  }

  /**
   * Writes the file, in place of one that is there.
   *
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    Files.write(file, toString().getBytes(StandardCharsets.UTF_8));
  }

  /** All lines, each with a newline at its end; none if there were no conversations. */
  @Override
  public String toString() {
    StringBuilder lines = new StringBuilder();
    summary.turns().ifPresent(figures -> append(figures, lines));
    return lines.toString();
  }

  private void append(TurnFigures figures, StringBuilder lines) {
    for (TurnFigures.ByTurn turn : figures.turns()) {
      Map<String, String> row = row(turn, figures.ofSteady());
      if (lines.isEmpty()) {
        lines.append(CsvLine.of(row.keySet()));
      }
      lines.append(CsvLine.of(row.values()));
    }
  }

  private Map<String, String> row(TurnFigures.ByTurn turn, boolean ofSteady) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("runId", summary.facts().runId());
    row.put("of", ofSteady ? "steady" : "run");
    row.put("turn", turn.turn());
    row.put("requests", Long.toString(turn.requests()));
    row.put("failed", Long.toString(turn.failed()));
    boolean timed = turn.ttft().count() > 0;
    row.put("ttft_mean", timed ? rounded(turn.ttft().mean()) : "");
    for (double percentile : PERCENTILES) {
      row.put(
          "ttft_" + Numbers.percentileKey(percentile),
          timed ? rounded(turn.ttft().percentile(percentile)) : "");
    }
    boolean told = turn.servedTokens().count() > 0;
    row.put("servedInputTokens_mean", told ? rounded(turn.servedTokens().mean()) : "");
    row.put("cachedTokens", turn.hitRate().isPresent() ? Long.toString(turn.cachedTokens()) : "");
    row.put(
        "cacheHitRate", turn.hitRate().map(rate -> Numbers.exact(rate).toPlainString()).orElse(""));
    return row;
  }

  private static String rounded(double value) {
    return Numbers.rounded(value).toPlainString();
  }
}
