package io.github.gatlingllm.report;

import io.github.gatlingllm.record.Metric;
import io.github.gatlingllm.record.RunStatistics.Pooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A summary as {@code summary.csv}: a header and one row, flotest's columns first, then ours. A
 * value that does not exist is empty.
 */
public final class SummaryCsv {

  private static final List<Metric> STEADY_METRICS =
      List.of(Metric.TTFT, Metric.ITL, Metric.TPOT, Metric.E2E);
  private static final List<Metric> SCHEDULE_METRICS =
      List.of(Metric.TTFT_FROM_SCHEDULE, Metric.E2E_FROM_SCHEDULE, Metric.SEND_LAG);

  private final RunSummary summary;
  private final Map<String, String> row = new LinkedHashMap<>();

  /** The CSV of a summary. */
  public SummaryCsv(RunSummary summary) {
    this.summary = summary;
    addFlotest(summary.flotest());
    row.put("schemaVersion", Integer.toString(RunSummary.SCHEMA_VERSION));
    row.put("runId", summary.facts().runId());
    row.put("simulation", summary.facts().simulation());
    addSteady();
    addVerdict();
    addHealth(summary.health());
    addCalibration(summary.facts().calibration());
    addSchedule(summary.watched());
    addObjectives();
    addEnd();
    addOutputLength();
    addInputs();
  }

  /**
   * Writes the file, in place of one that is there.
   *
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    // Not writeString, which refuses half a surrogate pair: a name from outside may hold one.
    Files.write(file, toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Both lines, each with a newline at its end. */
  @Override
  public String toString() {
    return CsvLine.of(row.keySet()) + CsvLine.of(row.values());
  }

  private void addFlotest(FlotestFigures figures) {
    row.put("totalRequests", Long.toString(figures.totalRequests()));
    row.put("successfulRequests", Long.toString(figures.successfulRequests()));
    row.put("failedRequests", Long.toString(figures.failedRequests()));
    row.put("emptyResponses", Long.toString(figures.emptyResponses()));
    row.put("errorRate", exact(figures.errorRate()));
    row.put("rpm", exact(figures.rpm()));
    row.put("overallTps", exact(figures.overallTps()));
    row.put("cacheHitRate", exact(figures.cacheHitRate()));
    add("ttft", figures.aggregate(Pooled.TTFT));
    add("e2eLatency", figures.aggregate(Pooled.E2E));
    add("outputThroughput", figures.aggregate(Pooled.OUTPUT_THROUGHPUT));
    add("interTokenLatency", figures.aggregate(Pooled.INTER_TOKEN));
    add("inputTokens", figures.aggregate(Pooled.INPUT_TOKENS));
    add("outputTokens", figures.aggregate(Pooled.OUTPUT_TOKENS));
  }

  private void add(String name, Aggregate aggregate) {
    row.put(name + "_mean", exact(aggregate.mean()));
    row.put(name + "_min", exact(aggregate.min()));
    row.put(name + "_max", exact(aggregate.max()));
    row.put(name + "_stddev", exact(aggregate.stddev()));
    List<Integer> percentiles = Aggregate.PERCENTILES;
    for (int i = 0; i < percentiles.size(); i++) {
      row.put(
          name + "_" + Numbers.percentileKey(percentiles.get(i)),
          exact(aggregate.percentiles().get(i)));
    }
  }

  /** The columns are there even if the phase was not, so that rows of many runs fit together. */
  private void addSteady() {
    Optional<PhaseFigures> steady = summary.steady();
    add("durationSeconds", steady.flatMap(PhaseFigures::window).map(PhaseFigures.Window::seconds));
    add("started", steady.map(of -> (double) of.requests().started()));
    add("ok", steady.map(of -> (double) of.requests().ok()));
    add("failed", steady.map(of -> (double) of.requests().failed()));
    add("errorRate", steady.map(of -> of.requests().errorRate()));
    add("startedPerSecond", steady.flatMap(of -> of.perSecond(of.requests().started())));
    add("okPerSecond", steady.flatMap(of -> of.perSecond(of.requests().ok())));
    add("outputTokensPerSecond", steady.flatMap(PhaseFigures::outputTokensPerSecond));
    add(
        "tokensPerEvent",
        steady
            .filter(of -> !of.isOfInputs())
            .map(of -> of.tokens().perEvent())
            .filter(of -> of > 0));
    STEADY_METRICS.forEach(metric -> addSteady(metric, steady));
  }

  private void addSteady(Metric metric, Optional<PhaseFigures> steady) {
    Optional<Spread> spread = steady.flatMap(of -> of.latency(metric));
    for (double percentile : Spread.HEADLINE) {
      row.put(
          "steady_" + metric.key() + "_" + Numbers.percentileKey(percentile),
          spread.map(of -> Numbers.rounded(of.percentile(percentile)).toPlainString()).orElse(""));
    }
  }

  /** Empty where nothing was scheduled: what is counted from a start is told already. */
  private void addSchedule(PhaseFigures watched) {
    Optional<PhaseFigures> scheduled =
        summary.steady().filter(of -> of.latency(Metric.SEND_LAG).isPresent());
    SCHEDULE_METRICS.forEach(metric -> addSteady(metric, scheduled));
    addHealth("requestsPerSecondAsked", watched.schedule().map(PhaseFigures.Schedule::asked));
    addHealth("requestsPerSecondAchieved", watched.schedule().map(PhaseFigures.Schedule::achieved));
  }

  private void addVerdict() {
    row.put("verdict", summary.verdict().result().name());
    row.put(
        "verdictReasons",
        summary.verdict().reasons().stream()
            .map(VerdictReason::rule)
            .distinct()
            .collect(Collectors.joining(" ")));
  }

  private void addHealth(HealthFigures health) {
    Optional<HealthFigures.Lag> lag = health.lag();
    addHealth("loopLagMs_p50", lag.map(HealthFigures.Lag::p50));
    addHealth("loopLagMs_p99", lag.map(HealthFigures.Lag::p99));
    addHealth("loopLagMs_max", lag.map(HealthFigures.Lag::max));
    addHealth("processCpu", health.cpu().process());
    addHealth("machineCpu", health.cpu().machine());
    addHealth("steal", health.cpu().steal());
    Optional<HealthFigures> watched = Optional.of(health).filter(of -> of.seconds() > 0);
    addHealth("gcMs_total", watched.map(of -> of.gc().totalMs()));
    addHealth("gcMs_max", watched.map(of -> of.gc().maxMs()));
    addHealth("maxHeapUsedBytes", watched.map(of -> (double) of.memory().maxUsedBytes()));
    addHealth("allocatedBytesPerSecond", health.memory().allocatedBytesPerSecond());
    addHealth("maxOpenFiles", health.files().map(files -> (double) files.maxOpen()));
    addHealth(
        "concurrencyAsked", health.load().concurrency().map(HealthFigures.Concurrency::asked));
    addHealth(
        "concurrencyAchieved",
        health.load().concurrency().map(HealthFigures.Concurrency::achieved));
  }

  private void addHealth(String name, Optional<Double> value) {
    row.put("health_" + name, value.map(of -> Numbers.rounded(of).toPlainString()).orElse(""));
  }

  private void addCalibration(Optional<CalibrationResult> found) {
    Optional<CalibrationResult.Accuracy> accuracy = found.map(CalibrationResult::accuracy);
    row.put("calibration_date", found.map(of -> of.date().toString()).orElse(""));
    addCalibration("ttftErrorMs_p99", accuracy.map(of -> of.ttft().p99()));
    addCalibration("itlErrorMs_p99", accuracy.map(of -> of.itl().p99()));
    addCalibration("e2eErrorMs_p99", accuracy.map(of -> of.e2e().p99()));
    addCalibration("tokensPerSecond", found.map(of -> of.tokens().perSecond()));
    addCalibration("requestsPerSecond", found.map(of -> of.requests().perSecond()));
    addCalibration(
        "streams", found.flatMap(of -> of.streams().kept()).map(step -> (double) step.streams()));
    addCalibration("tokensPerSecondShareOfCeiling", summary.shareOfTokenCeiling());
  }

  private void addObjectives() {
    Optional<PhaseFigures> steady = summary.steady();
    Optional<Goodput> goodput = steady.flatMap(PhaseFigures::goodput);
    add("goodput", goodput.map(Goodput::share));
    add("goodPerSecond", goodput.flatMap(of -> steady.get().perSecond(of.good())));
    JudgedObjectives judged = summary.objectives();
    row.put("objectivesMet", judged.results().isEmpty() ? "" : Boolean.toString(judged.areMet()));
    row.put(
        "objectivesMissed",
        judged.missed().stream()
            .map(result -> result.objective().name())
            .collect(Collectors.joining(" ")));
  }

  private void addEnd() {
    row.put("ended", summary.facts().ended().kind().key());
    row.put("endRule", summary.facts().ended().rule());
    row.put("endReason", summary.facts().ended().reason());
    row.put("cost", summary.cost().map(of -> exact(of.total())).orElse(""));
  }

  private void addOutputLength() {
    Optional<OutputLength> length = summary.steady().flatMap(PhaseFigures::outputLength);
    add("outputTokensAsked", length.map(of -> (double) of.asked()));
    add("outputTokensDelivered", length.map(of -> (double) of.delivered()));
    add("outputDeliveredPerAsked", length.map(OutputLength::deliveredPerAsked));
    add("outputShareReached", length.map(OutputLength::shareReached));
  }

  private void addInputs() {
    Optional<PhaseFigures> steady = summary.steady();
    Optional<InputFigures> inputs = steady.flatMap(PhaseFigures::inputs);
    add("inputsPerSecond", inputs.flatMap(of -> steady.get().perSecond(of.inputs())));
    add("inputTokensPerSecond", steady.flatMap(PhaseFigures::inputTokensPerSecond));
    add("batchSize", inputs.map(InputFigures::batchSize));
  }

  private void addCalibration(String name, Optional<Double> value) {
    row.put("calibration_" + name, value.map(of -> Numbers.rounded(of).toPlainString()).orElse(""));
  }

  private void add(String name, Optional<Double> value) {
    row.put("steady_" + name, value.map(SummaryCsv::exact).orElse(""));
  }

  private static String exact(double value) {
    return Numbers.exact(value).toPlainString();
  }
}
