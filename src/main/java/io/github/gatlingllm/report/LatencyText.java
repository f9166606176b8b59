package io.github.gatlingllm.report;

import io.github.gatlingllm.metrics.TokenCountSource;
import io.github.gatlingllm.record.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Latencies, tokens, goodput and cost of a run for the console. Of the steady phase; where it has
 * nothing to show, of the whole run, and then it says so.
 */
final class LatencyText {

  private static final String NONE = "-";

  private final RunSummary summary;
  private final PhaseFigures figures;
  private final String of;
  private boolean fewSamples;

  LatencyText(RunSummary summary) {
    Optional<PhaseFigures> steady = summary.steady().filter(phase -> phase.requests().ok() > 0);
    String levels = summary.levels().isEmpty() ? "" : "all levels, ";
    this.summary = summary;
    this.figures = steady.orElse(summary.allPhases());
    this.of = levels + (steady.isPresent() ? "steady, ms" : "ALL PHASES, ms");
  }

  /** Its lines, the first of them empty. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(List.of(""));
    lines.addAll(table().lines());
    if (fewSamples) {
      lines.add("* fewer than 10 samples beyond it");
    }
    tokens(figures.tokens()).ifPresent(lines::add);
    figures
        .inputs()
        .map(of -> of.line(figures))
        .ifPresent(line -> lines.addAll(ConsoleText.wrapped(line, ConsoleSummary.WIDTH)));
    figures
        .goodput()
        .map(good -> ObjectivesText.line(good, figures))
        .ifPresent(line -> lines.addAll(ConsoleText.wrapped(line, ConsoleSummary.WIDTH)));
    summary.cost().map(LatencyText::cost).ifPresent(lines::add);
    return lines;
  }

  private TextTable table() {
    TextTable table =
        new TextTable(List.of("Latency (" + of + ")", "mean", "p50", "p90", "p95", "p99", "max"));
    if (figures.isOfInputs()) {
      addWhole(table);
      return table;
    }
    add("TTFT", Metric.TTFT, table);
    if (!figures.latency(Metric.TTFNT).equals(figures.latency(Metric.TTFT))) {
      add("TTFNT", Metric.TTFNT, table);
    }
    add("ITL", Metric.ITL, table);
    add("TPOT", Metric.TPOT, table);
    add("E2E", Metric.E2E, table);
    if (figures.latency(Metric.SEND_LAG).isPresent()) {
      add("TTFT from schedule", Metric.TTFT_FROM_SCHEDULE, table);
      add("E2E from schedule", Metric.E2E_FROM_SCHEDULE, table);
    }
    return table;
  }

  /** Of answers that come as a whole, and have no tokens. */
  private void addWhole(TextTable table) {
    add("E2E", Metric.E2E, table);
    if (figures.latency(Metric.SEND_LAG).isPresent()) {
      add("E2E from schedule", Metric.E2E_FROM_SCHEDULE, table);
    }
  }

  private void add(String name, Metric metric, TextTable table) {
    List<String> cells = new ArrayList<>(List.of(name));
    Optional<Spread> spread = figures.latency(metric);
    cells.add(millis(spread.map(Spread::mean)));
    for (double percentile : Spread.HEADLINE) {
      String mark = spread.filter(all -> isThin(percentile, all)).map(all -> "*").orElse("");
      fewSamples |= !mark.isEmpty();
      cells.add(millis(spread.map(all -> all.percentile(percentile))) + mark);
    }
    cells.add(millis(spread.map(Spread::max)));
    table.add(cells);
  }

  private static boolean isThin(double percentile, Spread spread) {
    return spread.lowSampleTail().contains(percentile);
  }

  private static String millis(Optional<Double> value) {
    return value.map(ms -> text("%.2f", ms)).orElse(NONE);
  }

  private static Optional<String> tokens(PhaseFigures.Tokens tokens) {
    if (tokens.output().count() == 0) {
      return Optional.empty();
    }
    String input =
        tokens.input().count() == 0 ? "unknown" : text("%.1f mean", tokens.input().mean());
    String sources =
        tokens.sources().keySet().stream()
            .map(TokenCountSource::key)
            .collect(Collectors.joining(" and "));
    return Optional.of(
        text(
            "Tokens: input %s, output %.1f mean, %.2f per event, counted from %s",
            input, tokens.output().mean(), tokens.perEvent(), sources));
  }

  private static String cost(Cost cost) {
    return text(
        "Cost: %.6f (%d input tokens at %s, %d output tokens at %s a million)",
        cost.total(),
        cost.inputTokens(),
        Numbers.exact(cost.prices().input()).toPlainString(),
        cost.outputTokens(),
        Numbers.exact(cost.prices().output()).toPlainString());
  }

  private static String text(String format, Object... figures) {
    return String.format(Locale.ROOT, format, figures);
  }
}
