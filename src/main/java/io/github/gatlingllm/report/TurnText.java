package io.github.gatlingllm.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The figures of conversations for the console: a table by turn, and a line of the sessions. */
final class TurnText {

  private static final int MAX_LINES = 12;
  private static final String NONE = "-";

  private TurnText() {}

  /** The lines, an empty one first; none if there were no conversations. */
  static List<String> lines(Optional<TurnFigures> figures) {
    List<String> lines = new ArrayList<>();
    figures.ifPresent(of -> add(of, lines));
    return lines;
  }

  private static void add(TurnFigures figures, List<String> lines) {
    String of = figures.ofSteady() ? "steady" : "ALL PHASES";
    TextTable table =
        new TextTable(
            List.of(
                "Turn (" + of + ", ms)",
                "requests",
                "failed",
                "TTFT mean",
                "p50",
                "p95",
                "p99",
                "tokens in",
                "cached"));
    int shown = Math.min(MAX_LINES, figures.turns().size());
    figures.turns().subList(0, shown).forEach(turn -> table.add(cells(turn)));
    lines.add("");
    lines.addAll(table.lines());
    if (figures.turns().size() > shown) {
      lines.add("  and " + (figures.turns().size() - shown) + " more in summary.json");
    }
    TurnFigures.Sessions sessions = figures.sessions();
    lines.add(
        String.format(
            Locale.ROOT,
            "Sessions (run): %d begun, %d completed, %.1f turns (max %d), cached after turn 1: %s",
            sessions.begun(),
            sessions.completed(),
            sessions.meanTurns(),
            sessions.maxTurns(),
            percent(sessions.cacheHit())));
  }

  private static List<String> cells(TurnFigures.ByTurn turn) {
    List<String> cells = new ArrayList<>();
    cells.add(turn.turn());
    cells.add(Long.toString(turn.requests()));
    cells.add(Long.toString(turn.failed()));
    boolean timed = turn.ttft().count() > 0;
    cells.add(timed ? millis(turn.ttft().mean()) : NONE);
    for (double percentile : TurnCsv.PERCENTILES) {
      cells.add(timed ? millis(turn.ttft().percentile(percentile)) : NONE);
    }
    boolean told = turn.servedTokens().count() > 0;
    cells.add(told ? String.format(Locale.ROOT, "%.1f", turn.servedTokens().mean()) : NONE);
    cells.add(percent(turn.hitRate()));
    return cells;
  }

  private static String millis(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String percent(Optional<Double> share) {
    return share.map(of -> String.format(Locale.ROOT, "%.1f %%", 100 * of)).orElse(NONE);
  }
}
