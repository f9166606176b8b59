package io.github.gatlingllm.report;

import io.github.gatlingllm.load.LevelCourse;
import io.github.gatlingllm.record.Metric;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The levels of a run as {@code levels.csv}: a header and a row for each. A value that does not
 * exist is empty; figures are of the level's steady phase.
 */
public final class LevelsCsv {

  private static final List<Metric> METRICS =
      List.of(
          Metric.TTFT,
          Metric.ITL,
          Metric.TPOT,
          Metric.E2E,
          Metric.TTFT_FROM_SCHEDULE,
          Metric.E2E_FROM_SCHEDULE,
          Metric.SEND_LAG);

  private final RunSummary summary;

  /** The CSV of a summary. */
  public LevelsCsv(RunSummary summary) {
    this.summary = summary;
  }

  /**
   * Writes the file, in place of one that is there.
   *
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    Files.write(file, toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The lines, each with a newline at its end. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    Optional<LevelFigures> knee = Knee.of(summary.levels());
    for (LevelFigures level : summary.levels()) {
      Map<String, String> row = row(level, knee.filter(level::equals).isPresent());
      if (text.isEmpty()) {
        text.append(CsvLine.of(row.keySet()));
      }
      text.append(CsvLine.of(row.values()));
    }
    return text.toString();
  }

  private Map<String, String> row(LevelFigures level, boolean isKnee) {
    Map<String, String> row = new LinkedHashMap<>();
    Optional<PhaseFigures> steady = level.steady();
    row.put("runId", summary.facts().runId());
    row.put("level", Integer.toString(level.number()));
    row.put("concurrency", level.concurrency().map(of -> Integer.toString(of)).orElse(""));
    row.put("rate", number(level.rate()));
    row.put("cutBy", level.cut().map(cut -> LevelsJson.key(cut.kind())).orElse(""));
    row.put("cutReason", level.cut().map(LevelCourse.Cut::reason).orElse(""));
    row.put(
        "objectivesMet",
        level.objectives().isEmpty() ? "" : Boolean.toString(level.meetsObjectives()));
    row.put("goodput", number(steady.flatMap(PhaseFigures::goodput).map(Goodput::share)));
    row.put("knee", Boolean.toString(isKnee));
    row.put("power", number(level.power()));
    row.put(
        "durationSeconds",
        number(steady.flatMap(PhaseFigures::window).map(PhaseFigures.Window::seconds)));
    row.put("started", number(steady.map(of -> (double) of.requests().started())));
    row.put("ok", number(steady.map(of -> (double) of.requests().ok())));
    row.put("failed", number(steady.map(of -> (double) of.requests().failed())));
    row.put("errorRate", number(steady.map(of -> of.requests().errorRate())));
    row.put(
        "startedPerSecond", number(steady.flatMap(of -> of.perSecond(of.requests().started()))));
    row.put("okPerSecond", number(steady.flatMap(of -> of.perSecond(of.requests().ok()))));
    row.put("outputTokensPerSecond", number(steady.flatMap(PhaseFigures::outputTokensPerSecond)));
    METRICS.forEach(metric -> addLatency(metric, steady, row));
    return row;
  }

  private static void addLatency(
      Metric metric, Optional<PhaseFigures> steady, Map<String, String> row) {
    Optional<Spread> spread = steady.flatMap(of -> of.latency(metric));
    row.put(metric.key() + "_mean", number(spread.map(Spread::mean)));
    for (double percentile : Spread.HEADLINE) {
      row.put(
          metric.key() + "_" + Numbers.percentileKey(percentile),
          number(spread.map(of -> of.percentile(percentile))));
    }
  }

  private static String number(Optional<Double> value) {
    return value.map(of -> Numbers.rounded(of).toPlainString()).orElse("");
  }
}
