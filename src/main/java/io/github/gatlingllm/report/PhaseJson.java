package io.github.gatlingllm.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.record.Metric;
import java.util.List;
import java.util.Map;

/** The block of one phase in {@code summary.json}; times in milliseconds with three decimals. */
final class PhaseJson {

  private static final List<Double> TOLD_OF_SERVER = List.of(50.0, 95.0, 99.0);

  private final PhaseFigures figures;

  PhaseJson(PhaseFigures figures) {
    this.figures = figures;
  }

  void write(ObjectNode json) {
    figures.window().ifPresent(window -> writeWindow(window, json.putObject("window")));
    writeRequests(json.putObject("requests"));
    if (figures.window().isPresent()) {
      writeRates(json.putObject("rates"));
    }
    figures.goodput().ifPresent(of -> ObjectivesJson.write(of, figures, json.putObject("goodput")));
    ObjectNode outcomes = json.putObject("outcomes");
    figures.outcomes().forEach(outcomes::put);
    figures.inputs().ifPresent(of -> of.write(figures, json.putObject("inputs")));
    if (!figures.isOfInputs()) {
      ObjectNode reasons = json.putObject("finishReasons");
      figures.finishReasons().forEach(reasons::put);
    }
    writeTokens(json.putObject("tokens"));
    if (figures.cache().all().requests() > 0) {
      figures.cache().write(json.putObject("promptCache"));
    }
    figures.outputLength().ifPresent(of -> of.write(json.putObject("outputLength")));
    if (!figures.serverTimings().isEmpty()) {
      writeServerTimings(json.putObject("serverTimings"));
    }
    if (!figures.isOfInputs()) {
      writeThroughput(json.putObject("throughput"));
    }
    writeLatencies(figures.latency(), json.putObject("latency"));
    if (!figures.latencyOfUnsuccessful().isEmpty()) {
      writeLatencies(figures.latencyOfUnsuccessful(), json.putObject("latencyOfUnsuccessful"));
    }
  }

  private static void writeWindow(PhaseFigures.Window window, ObjectNode json) {
    json.put("startTime", Numbers.rounded(window.startEpochMillis()));
    json.put("endTime", Numbers.rounded(window.endEpochMillis()));
    json.put("durationSeconds", Numbers.exact(window.seconds()));
  }

  private void writeRequests(ObjectNode json) {
    PhaseFigures.Requests requests = figures.requests();
    json.put("started", requests.started());
    json.put("ok", requests.ok());
    json.put("failed", requests.failed());
    json.put("cancelled", requests.cancelled());
    json.put("aborted", requests.aborted());
    json.put("completed", requests.completed());
    json.put("resent", requests.resent());
    json.put("errorRate", Numbers.exact(requests.errorRate()));
  }

  private void writeRates(ObjectNode json) {
    perSecond("startedPerSecond", figures.requests().started(), json);
    perSecond("completedPerSecond", figures.requests().completed(), json);
    perSecond("okPerSecond", figures.requests().ok(), json);
    figures
        .schedule()
        .ifPresent(
            schedule ->
                json.put("scheduledPerSecond", Numbers.rounded(schedule.asked()))
                    .put("achievedPerSecond", Numbers.rounded(schedule.achieved())));
  }

  private void perSecond(String name, long count, ObjectNode json) {
    figures.perSecond(count).ifPresent(rate -> json.put(name, Numbers.exact(rate)));
  }

  private void writeTokens(ObjectNode json) {
    PhaseFigures.Tokens tokens = figures.tokens();
    writeIfAny("input", tokens.input(), json);
    if (figures.isOfInputs()) {
      return;
    }
    writeIfAny("output", tokens.output(), json);
    json.put("cached", tokens.cached());
    json.put("reasoning", tokens.reasoning());
    json.put("perEvent", Numbers.exact(tokens.perEvent()));
    ObjectNode sources = json.putObject("sources");
    tokens.sources().forEach((source, count) -> sources.put(source.key(), count));
  }

  /** A few figures of each: they are the server's, not ours, and not what is judged. */
  private void writeServerTimings(ObjectNode json) {
    figures
        .serverTimings()
        .forEach(
            (name, spread) -> {
              ObjectNode timing = json.putObject(name);
              timing.put("count", spread.count());
              timing.put("mean", Numbers.rounded(spread.mean()));
              for (double percentile : TOLD_OF_SERVER) {
                timing.put(
                    Numbers.percentileKey(percentile),
                    Numbers.rounded(spread.percentile(percentile)));
              }
            });
  }

  private void writeThroughput(ObjectNode json) {
    PhaseFigures.Throughput throughput = figures.throughput();
    json.put("tokensInWindow", throughput.tokensInWindow());
    perSecond("outputTokensPerSecond", throughput.tokensInWindow(), json);
    writeIfAny("perRequestOutputTokensPerSecond", throughput.perRequest(), json);
    writeIfAny("decodeTokensPerSecond", throughput.decode(), json);
  }

  private static void writeIfAny(String name, Spread spread, ObjectNode json) {
    if (spread.count() > 0) {
      writeSpread(spread, json.putObject(name));
    }
  }

  private static void writeLatencies(Map<Metric, Spread> latencies, ObjectNode json) {
    latencies.forEach(
        (metric, spread) -> {
          ObjectNode latency = json.putObject(metric.key());
          writeSpread(spread, latency);
          writeTrust(spread, latency);
        });
  }

  static void writeSpread(Spread spread, ObjectNode json) {
    json.put("count", spread.count());
    json.put("mean", Numbers.rounded(spread.mean()));
    json.put("min", Numbers.rounded(spread.min()));
    json.put("max", Numbers.rounded(spread.max()));
    json.put("stddev", Numbers.rounded(spread.stddev()));
    spread
        .percentiles()
        .forEach(
            (percentile, value) ->
                json.put(Numbers.percentileKey(percentile), Numbers.rounded(value)));
  }

  private static void writeTrust(Spread spread, ObjectNode json) {
    ArrayNode tail = json.putArray("lowSampleTail");
    spread.lowSampleTail().forEach(percentile -> tail.add(Numbers.percentileKey(percentile)));
    if (!spread.confidence95().isEmpty()) {
      ObjectNode confidence = json.putObject("confidence95");
      spread
          .confidence95()
          .forEach(
              (percentile, interval) ->
                  confidence
                      .putArray(Numbers.percentileKey(percentile))
                      .add(Numbers.rounded(interval.low()))
                      .add(Numbers.rounded(interval.high())));
    }
    spread
        .meanConfidence95()
        .ifPresent(
            interval ->
                json.putArray("meanConfidence95")
                    .add(Numbers.rounded(interval.low()))
                    .add(Numbers.rounded(interval.high())));
  }
}
