package io.github.gatlingllm.report;

import io.github.gatlingllm.record.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The figures of requests by their name as a table for the console, a line for each name. */
final class NamedText {

  private static final int MAX_NAME_CHARS = 24;
  private static final int MAX_LINES = 20;
  private static final String NONE = "-";

  private NamedText() {}

  /** The lines, an empty one first; none if there are no figures by name. */
  static List<String> lines(Optional<NamedFigures> figures) {
    List<String> lines = new ArrayList<>();
    figures.ifPresent(of -> add(of, lines));
    return lines;
  }

  private static void add(NamedFigures figures, List<String> lines) {
    String of = figures.ofSteady() ? "steady" : "ALL PHASES";
    TextTable table =
        new TextTable(
            List.of(
                "Name (" + of + ", ms)",
                "requests",
                "asked",
                "share",
                "failed",
                "TTFT p50",
                "TTFT p95",
                "TPOT p50",
                "E2E p95"));
    int shown = Math.min(MAX_LINES, figures.names().size());
    figures.names().subList(0, shown).forEach(named -> table.add(cells(named)));
    lines.add("");
    lines.addAll(table.lines());
    if (figures.names().size() > shown) {
      lines.add("  and " + (figures.names().size() - shown) + " more in summary.json");
    }
  }

  private static List<String> cells(NamedFigures.Named named) {
    PhaseFigures figures = named.figures();
    return List.of(
        ConsoleText.ascii(named.name(), MAX_NAME_CHARS),
        Long.toString(figures.requests().started()),
        named.weight().isPresent() ? percent(named.shareAsked()) : NONE,
        percent(named.share()),
        Long.toString(figures.requests().failed()),
        millis(Metric.TTFT, 50, figures),
        millis(Metric.TTFT, 95, figures),
        millis(Metric.TPOT, 50, figures),
        millis(Metric.E2E, 95, figures));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String millis(Metric metric, double percentile, PhaseFigures figures) {
    return figures
        .latency(metric)
        .map(of -> String.format(Locale.ROOT, "%.2f", of.percentile(percentile)))
        .orElse(NONE);
  }
}
