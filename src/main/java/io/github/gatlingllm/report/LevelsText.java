package io.github.gatlingllm.report;

import io.github.gatlingllm.load.Capacity;
import io.github.gatlingllm.record.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Levels, their knee and the capacity found, for the console. */
final class LevelsText {

  private static final String NONE = "-";
  private static final int MAX_LINES = 60;
  private static final double PERCENT = 100;

  private final RunSummary summary;

  LevelsText(RunSummary summary) {
    this.summary = summary;
  }

  /** The lines of the table; none for a run without levels. */
  List<String> table() {
    if (summary.levels().isEmpty()) {
      return List.of();
    }
    TextTable table =
        new TextTable(
            List.of(
                "Level (steady, ms)",
                "ok",
                "failed",
                "ok req/s",
                summary.allPhases().isOfInputs() ? "tok/s in" : "tok/s out",
                "TTFT p50",
                "p95",
                "TPOT p50",
                "p95",
                "E2E p95"));
    List<LevelFigures> levels = summary.levels();
    levels.subList(0, Math.min(levels.size(), MAX_LINES)).forEach(level -> add(level, table));
    List<String> lines = new ArrayList<>(table.lines());
    if (levels.size() > MAX_LINES) {
      lines.add("  and " + (levels.size() - MAX_LINES) + " more in summary.json");
    }
    return lines;
  }

  private static void add(LevelFigures level, TextTable table) {
    Optional<PhaseFigures> steady = level.steady();
    table.add(
        List.of(
            level.name() + mark(level),
            steady.map(of -> Long.toString(of.requests().ok())).orElse(NONE),
            steady.map(of -> Long.toString(of.requests().failed())).orElse(NONE),
            decimals(steady.flatMap(of -> of.perSecond(of.requests().ok()))),
            decimals(level.tokensPerSecond()),
            latency(steady, Metric.TTFT, 50),
            latency(steady, Metric.TTFT, 95),
            latency(steady, Metric.TPOT, 50),
            latency(steady, Metric.TPOT, 95),
            latency(steady, Metric.E2E, 95)));
  }

  private static String mark(LevelFigures level) {
    if (level.cut().isPresent()) {
      return " (cut)";
    }
    return level.objectives().isEmpty() ? "" : level.meetsObjectives() ? " met" : " missed";
  }

  private static String latency(Optional<PhaseFigures> steady, Metric metric, double percentile) {
    return decimals(
        steady.flatMap(of -> of.latency(metric)).map(spread -> spread.percentile(percentile)));
  }

  private static String decimals(Optional<Double> value) {
    return value.map(of -> String.format(Locale.ROOT, "%.2f", of)).orElse(NONE);
  }

  /** What the levels come to, a sentence each. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    Knee.of(summary.levels())
        .ifPresent(
            knee ->
                sentences.add(
                    "Knee: "
                        + knee.name()
                        + " (most throughput by latency); most tokens/s at "
                        + Knee.highestThroughput(summary.levels())
                            .map(LevelFigures::name)
                            .orElse(NONE)));
    summary.facts().capacity().ifPresent(found -> sentences.add(sentence(found)));
    return sentences;
  }

  private static String sentence(Capacity found) {
    String met = value(found.met(), found.closed());
    String missed = value(found.missed(), found.closed());
    String sure =
        String.format(
            Locale.ROOT,
            " (%d probes, confidence %.0f %%)",
            found.probes().size(),
            PERCENT * found.confidence());
    return switch (found.answer()) {
      case FOUND -> "CAPACITY: " + met + " meets the objectives, " + missed + " does not" + sure;
      case AT_LEAST -> "CAPACITY: at least " + met + ", the most that was to be probed" + sure;
      case NONE -> "CAPACITY: none, not even " + missed + " meets the objectives" + sure;
      case CLIENT_LIMITED ->
          "CAPACITY: "
              + (found.met().isPresent() ? "at least " + met : "not known")
              + "; this client cannot make "
              + missed
              + sure;
      case UNFINISHED ->
          "CAPACITY: not found before the end"
              + (found.met().isPresent() ? "; up to " + met + " met the objectives" + sure : "");
    };
  }

  private static String value(OptionalDouble value, boolean closed) {
    if (value.isEmpty()) {
      return "nothing";
    }
    String number = Numbers.rounded(value.getAsDouble()).toPlainString();
    return closed ? number + " streams" : number + " requests/s";
  }
}
