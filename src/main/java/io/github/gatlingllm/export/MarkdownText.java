package io.github.gatlingllm.export;

import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.objective.ObjectiveResult;
import io.github.gatlingllm.record.Metric;
import io.github.gatlingllm.report.Goodput;
import io.github.gatlingllm.report.PhaseFigures;
import io.github.gatlingllm.report.PlainMarkdown;
import io.github.gatlingllm.report.RunSummary;
import io.github.gatlingllm.report.Spread;
import io.github.gatlingllm.report.VerdictReason;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A summary as GitHub's Markdown, for a pull request: verdict, phases, latencies, objectives,
 * errors, warnings. Bounded: at most {@link #MAX_LINES} lines of a kind, each cut.
 */
final class MarkdownText {

  /** The most errors, and the most warnings, that are told one by one. */
  static final int MAX_LINES = 20;

  private static final int MAX_CHARS = 300;
  private static final String NONE = "–";
  private static final double PERCENT = 100;

  private final RunSummary summary;
  private final PhaseFigures figures;
  private final StringBuilder text = new StringBuilder();
  private boolean fewSamples;

  MarkdownText(RunSummary summary) {
    this.summary = summary;
    this.figures = headline(summary).orElse(summary.allPhases());
  }

  private static Optional<PhaseFigures> headline(RunSummary summary) {
    return summary.steady().filter(phase -> phase.requests().ok() > 0);
  }

  @Override
  public String toString() {
    text.setLength(0);
    addHead();
    addPhases();
    addLatencies();
    addGoodput();
    addObjectives();
    addErrors();
    addWarnings();
    return text.toString();
  }

  private void addHead() {
    line("## LLM load test " + escaped(summary.facts().runId()) + ": " + verdictWord());
    line("");
    String endpoint =
        summary.facts().endpoint().entrySet().stream()
            .map(fact -> escaped(fact.getKey()) + " " + escaped(String.valueOf(fact.getValue())))
            .collect(Collectors.joining(" · "));
    line(endpoint);
    if (!summary.facts().ended().isComplete()) {
      line("");
      String reason = summary.facts().ended().reason();
      line(
          "**The run was "
              + summary.facts().ended().kind().key()
              + "**"
              + (reason.isEmpty() ? "" : ": " + escaped(reason)));
    }
    for (VerdictReason reason : summary.verdict().reasons()) {
      line("");
      line("- " + PlainMarkdown.ofLine(reason.sentence(), MAX_CHARS));
    }
  }

  private String verdictWord() {
    return summary.verdict().result().name();
  }

  private void addPhases() {
    Map<String, PhaseFigures> phases = new LinkedHashMap<>();
    for (Map.Entry<Phase, PhaseFigures> phase : summary.phases().entrySet()) {
      phases.put(phase.getKey().key(), phase.getValue());
    }
    phases.put("whole run", summary.allPhases());
    line("");
    line("| Phase | seconds | started | ok | failed | ok/s | output tokens/s |");
    line("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    phases.forEach(
        (name, of) ->
            row(
                name,
                of.window().map(window -> decimals(window.seconds(), 1)).orElse(NONE),
                Long.toString(of.requests().started()),
                Long.toString(of.requests().ok()),
                Long.toString(of.requests().failed()),
                rate(of.perSecond(of.requests().ok())),
                rate(of.outputTokensPerSecond())));
  }

  private void addLatencies() {
    String of = headline(summary).isPresent() ? "steady" : "all phases";
    fewSamples = false;
    line("");
    line("| Latency (" + of + ", ms) | mean | 95 % of the mean | p50 | p90 | p95 | p99 | max |");
    line("| --- | ---: | :---: | ---: | ---: | ---: | ---: | ---: |");
    addLatency("TTFT", Metric.TTFT);
    addLatency("ITL", Metric.ITL);
    addLatency("TPOT", Metric.TPOT);
    addLatency("E2E", Metric.E2E);
    if (figures.latency(Metric.SEND_LAG).isPresent()) {
      addLatency("TTFT from schedule", Metric.TTFT_FROM_SCHEDULE);
      addLatency("E2E from schedule", Metric.E2E_FROM_SCHEDULE);
    }
    if (fewSamples) {
      line("");
      line("\\* fewer than 10 samples beyond it");
    }
  }

  private void addLatency(String name, Metric metric) {
    Optional<Spread> found = figures.latency(metric);
    if (found.isEmpty()) {
      return;
    }
    Spread spread = found.get();
    row(
        name,
        decimals(spread.mean(), 2),
        spread
            .meanConfidence95()
            .map(range -> decimals(range.low(), 2) + " – " + decimals(range.high(), 2))
            .orElse(NONE),
        percentile(spread, 50),
        percentile(spread, 90),
        percentile(spread, 95),
        percentile(spread, 99),
        decimals(spread.max(), 2));
  }

  private String percentile(Spread spread, double percentile) {
    boolean few = spread.lowSampleTail().contains(percentile);
    fewSamples |= few;
    return decimals(spread.percentile(percentile), 2) + (few ? "\\*" : "");
  }

  /**
   * Of the steady phase also where nothing in it succeeded: it is the goodput that was promised.
   */
  private void addGoodput() {
    PhaseFigures of = summary.steady().orElse(summary.allPhases());
    of.goodput().filter(goodput -> goodput.started() > 0).ifPresent(it -> addGoodput(it, of));
  }

  private void addGoodput(Goodput goodput, PhaseFigures of) {
    line("");
    line(
        "Goodput ("
            + (summary.steady().isPresent() ? "steady" : "all phases")
            + ") **"
            + decimals(PERCENT * goodput.share(), 1)
            + " %**: "
            + goodput.good()
            + " of "
            + goodput.started()
            + " requests"
            + of.perSecond(goodput.good())
                .map(rate -> ", " + decimals(rate, 2) + " a second")
                .orElse("")
            + "; above the limit of "
            + goodput.missed().entrySet().stream()
                .map(limit -> limit.getKey().key() + " " + limit.getValue())
                .collect(Collectors.joining(", "))
            + "; not passed "
            + goodput.notPassed());
  }

  private void addObjectives() {
    List<ObjectiveResult> results = summary.objectives().results();
    if (results.isEmpty()) {
      return;
    }
    line("");
    line("| Objective | limit | measured | |");
    line("| --- | ---: | ---: | --- |");
    for (ObjectiveResult result : results) {
      String measured =
          result.measured().isPresent()
              ? result.objective().text(result.measured().getAsDouble())
              : "no samples";
      row(
          result.objective().label(),
          result.objective().text(result.objective().limit()),
          measured,
          (result.met() ? "met" : "**missed**") + (result.enoughSamples() ? "" : ", few samples"));
    }
  }

  private void addErrors() {
    if (summary.errors().isEmpty()) {
      return;
    }
    line("");
    line("| Error | count | last message |");
    line("| --- | ---: | --- |");
    summary.errors().entrySet().stream()
        .sorted(
            Comparator.comparingLong(
                (Map.Entry<String, RunSummary.Errors> kind) -> -kind.getValue().count()))
        .limit(MAX_LINES)
        .forEach(
            kind ->
                row(
                    escaped(kind.getKey()),
                    Long.toString(kind.getValue().count()),
                    escaped(kind.getValue().lastMessage())));
    notShown(summary.errors().size());
  }

  private void addWarnings() {
    List<String> warnings = summary.warnings();
    if (!warnings.isEmpty()) {
      line("");
      line("Warnings:");
      line("");
      warnings.stream()
          .limit(MAX_LINES)
          .forEach(warning -> line("- " + PlainMarkdown.ofLine(warning, MAX_CHARS)));
      notShown(warnings.size());
    }
  }

  private void notShown(int all) {
    if (all > MAX_LINES) {
      line("");
      line("and " + (all - MAX_LINES) + " more in summary.json");
    }
  }

  private void row(String... cells) {
    line("| " + String.join(" | ", cells) + " |");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static String escaped(String outside) {
    return PlainMarkdown.of(outside, MAX_CHARS);
  }

  private static String rate(Optional<Double> perSecond) {
    return perSecond.map(value -> decimals(value, 2)).orElse(NONE);
  }

  private static String decimals(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
