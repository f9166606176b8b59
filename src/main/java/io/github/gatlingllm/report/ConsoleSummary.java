package io.github.gatlingllm.report;

import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.load.RunEnd;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A summary for the console: ASCII without colours, at most {@link #WIDTH} columns. Text from
 * outside is stripped of control characters and cut.
 */
public final class ConsoleSummary {

  /** The most columns of a line. */
  public static final int WIDTH = 100;

  private static final int MAX_LINES_OF_A_KIND = 20;
  private static final int MAX_FACT_CHARS = 60;
  private static final String NONE = "-";

  private final RunSummary summary;
  private final List<String> lines = new ArrayList<>();

  /** The console text of a summary. */
  public ConsoleSummary(RunSummary summary) {
    this.summary = summary;
  }

  /** The text, each line with a newline at its end. */
  public String render() {
    lines.clear();
    addHeader();
    summary.merged().ifPresent(runs -> runs.sentences().forEach(this::addItem));
    addEnd();
    addPhases();
    addLevels();
    lines.addAll(new LatencyText(summary).lines());
    lines.addAll(NamedText.lines(summary.byName()));
    lines.addAll(TurnText.lines(summary.turns()));
    addPromptTokens();
    addCache();
    addOutputLength();
    addHealth();
    addErrors();
    addGatling();
    addWarnings();
    addFiles();
    addObjectives();
    addVerdict();
    lines.add("=".repeat(WIDTH));
    return lines.stream()
        .map(line -> ConsoleText.cut(line, WIDTH) + "\n")
        .collect(Collectors.joining());
  }

  private void addHeader() {
    RunFacts facts = summary.facts();
    lines.add("=".repeat(WIDTH));
    lines.add(
        "Gatling LLM  run "
            + ConsoleText.ascii(facts.runId(), MAX_FACT_CHARS)
            + "  "
            + ConsoleText.ascii(facts.simulation(), MAX_FACT_CHARS));
    String endpoint =
        facts.endpoint().entrySet().stream()
            .map(fact -> fact.getKey() + " " + fact.getValue())
            .map(fact -> ConsoleText.ascii(fact, MAX_FACT_CHARS))
            .collect(Collectors.joining("  "));
    lines.addAll(ConsoleText.wrapped(endpoint, WIDTH));
  }

  /** First, since it says what the figures are of. */
  private void addEnd() {
    RunEnd end = summary.facts().ended();
    if (!end.isComplete()) {
      lines.add("");
      String rule = end.rule().isEmpty() ? "" : " (" + end.rule() + ")";
      String reason = end.reason().isEmpty() ? "" : ": " + end.reason();
      addWrapped("", "THE RUN WAS " + ended(end.kind()) + rule + reason);
    }
  }

  private static String ended(RunEnd.Kind kind) {
    return kind == RunEnd.Kind.UNFINISHED ? "NOT FINISHED" : kind.name();
  }

  private void addPhases() {
    String tokens = summary.allPhases().isOfInputs() ? "tok/s in" : "tok/s out";
    TextTable table =
        new TextTable(List.of("Phase", "window s", "started", "ok", "failed", "ok req/s", tokens));
    for (Map.Entry<Phase, PhaseFigures> phase : summary.phases().entrySet()) {
      addPhase(phase.getKey().key(), phase.getValue(), table);
    }
    addPhase("whole run", summary.allPhases(), table);
    addTable(table);
  }

  private static void addPhase(String name, PhaseFigures phase, TextTable table) {
    table.add(
        List.of(
            name,
            phase.window().map(window -> decimals(window.seconds(), 1)).orElse(NONE),
            Long.toString(phase.requests().started()),
            Long.toString(phase.requests().ok()),
            Long.toString(phase.requests().failed()),
            rate(phase.perSecond(phase.requests().ok())),
            rate(phase.tokensPerSecond())));
  }

  private static String rate(Optional<Double> perSecond) {
    return perSecond.map(value -> decimals(value, 2)).orElse(NONE);
  }

  private void addLevels() {
    LevelsText levels = new LevelsText(summary);
    if (!levels.table().isEmpty() || !levels.sentences().isEmpty()) {
      lines.add("");
      lines.addAll(levels.table());
      levels.sentences().forEach(sentence -> addWrapped("", sentence));
    }
  }

  private void addCache() {
    CacheFigures cache = summary.steady().orElse(summary.allPhases()).cache();
    if (cache.isTold()) {
      lines.add("");
      addWrapped("", cache.text());
    }
  }

  private void addOutputLength() {
    summary
        .steady()
        .orElse(summary.allPhases())
        .outputLength()
        .ifPresent(
            length -> {
              lines.add("");
              addWrapped("", length.line());
            });
  }

  private void addErrors() {
    if (summary.errors().isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("Errors");
    List<Map.Entry<String, RunSummary.Errors>> byCount =
        summary.errors().entrySet().stream()
            .sorted(Comparator.comparingLong(entry -> -entry.getValue().count()))
            .toList();
    for (Map.Entry<String, RunSummary.Errors> kind : byCount.subList(0, shown(byCount.size()))) {
      String start =
          String.format(Locale.ROOT, "  %-20s %7d  ", kind.getKey(), kind.getValue().count());
      lines.add(start + ConsoleText.ascii(kind.getValue().lastMessage(), WIDTH - start.length()));
    }
    addNotShown(byCount.size());
  }

  private void addGatling() {
    GatlingFigures gatling = summary.gatling();
    lines.add("");
    if (gatling.missing().isPresent()) {
      addWrapped("", "Gatling's statistics are missing: " + gatling.missing().get());
      return;
    }
    lines.add(
        gatling
            .countsAgree()
            .map(
                agree ->
                    agree
                        ? "Gatling's counts agree with those recorded."
                        : "GATLING'S COUNTS DIFFER from those recorded: see the warnings.")
            .orElse("Gatling's counts were not compared: nothing was recorded."));
  }

  private void addWarnings() {
    List<String> warnings = summary.warnings();
    if (warnings.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("Warnings");
    warnings.subList(0, shown(warnings.size())).forEach(this::addItem);
    addNotShown(warnings.size());
  }

  private void addFiles() {
    RunFacts facts = summary.facts();
    if (!facts.files().isEmpty()) {
      lines.add("");
      lines.add("Files");
      facts.files().forEach(file -> addWrapped("  ", file.toString()));
    }
    facts.gatlingReport().ifPresent(report -> addWrapped("", "Gatling's report: " + report));
  }

  private void addPromptTokens() {
    if (summary.promptTokens().isPresent()) {
      lines.add("");
      new PromptTokensText(summary.promptTokens().get())
          .lines()
          .forEach(line -> addWrapped("", line));
    }
  }

  private void addHealth() {
    lines.add("");
    addWrapped("", new HealthText(summary.health(), summary.watched()).toString());
    summary
        .facts()
        .calibration()
        .map(found -> CalibrationText.line(found, summary.shareOfTokenCeiling()))
        .ifPresent(line -> addWrapped("", line));
  }

  private void addObjectives() {
    if (!summary.objectives().results().isEmpty()) {
      lines.add("");
      ObjectivesText.lines(summary.objectives()).forEach(line -> addWrapped("", line));
    }
  }

  /** Last, since it says whether to read the rest. */
  private void addVerdict() {
    Verdict verdict = summary.verdict();
    lines.add("");
    lines.add("Verdict: " + verdict.result());
    verdict.reasons().forEach(this::addReason);
  }

  private void addReason(VerdictReason reason) {
    String word = reason.severity() == VerdictReason.Severity.NOTE ? "note: " : "";
    addItem(word + reason.sentence());
  }

  private void addTable(TextTable table) {
    lines.add("");
    lines.addAll(table.lines());
  }

  private void addItem(String text) {
    String mark = "  - ";
    for (String line : ConsoleText.wrapped(text, WIDTH - mark.length())) {
      lines.add(mark + line);
      mark = "    ";
    }
  }

  private void addWrapped(String indent, String text) {
    for (String line : ConsoleText.wrapped(text, WIDTH - indent.length())) {
      lines.add(indent + line);
    }
  }

  private static int shown(int size) {
    return Math.min(size, MAX_LINES_OF_A_KIND);
  }

  private void addNotShown(int size) {
    if (size > MAX_LINES_OF_A_KIND) {
      lines.add("  and " + (size - MAX_LINES_OF_A_KIND) + " more in summary.json");
    }
  }

  private static String decimals(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
