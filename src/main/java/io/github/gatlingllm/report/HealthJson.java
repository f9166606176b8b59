package io.github.gatlingllm.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.record.Metric;
import java.util.Optional;

/** A verdict, and the health of the client, as blocks of {@code summary.json}. */
final class HealthJson {

  private HealthJson() {}

  static void write(Verdict verdict, ObjectNode json) {
    json.put("result", verdict.result().name());
    ArrayNode reasons = json.putArray("reasons");
    for (VerdictReason reason : verdict.reasons()) {
      ObjectNode node = reasons.addObject();
      node.put("severity", reason.severity().name());
      node.put("rule", reason.rule());
      node.put("value", Numbers.rounded(reason.value()));
      reason.threshold().ifPresent(limit -> node.put("threshold", Numbers.exact(limit)));
      node.put("figure", reason.figure());
      node.put("effect", reason.effect());
      node.put("advice", reason.advice());
    }
  }

  /**
   * The health of the client.
   *
   * @param phase the figures of the same time
   */
  static void write(HealthFigures health, PhaseFigures phase, ObjectNode json) {
    json.put("window", health.ofSteady() ? "steady" : "run");
    put("seconds", health.seconds(), json);
    json.put("loops", health.loops());
    health.lag().ifPresent(lag -> writeLag(lag, json.putObject("loopLagMs")));
    phase.latency(Metric.SEND_LAG).ifPresent(lag -> writeSendLag(lag, json.putObject("sendLagMs")));
    writeCpu(health.cpu(), json.putObject("cpu"));
    ObjectNode gc = json.putObject("gc");
    gc.put("pauses", health.gc().pauses());
    put("totalMs", health.gc().totalMs(), gc);
    put("maxMs", health.gc().maxMs(), gc);
    put("timeShare", health.gc().timeShare(), gc);
    health.stops().ifPresent(stops -> writeStops(stops, json.putObject("stops")));
    health.closedWindows().ifPresent(count -> json.put("closedWindows", count));
    ObjectNode memory = json.putObject("memory");
    memory.put("maxHeapUsedBytes", health.memory().maxUsedBytes());
    health.memory().limitBytes().ifPresent(limit -> memory.put("heapLimitBytes", limit));
    put("allocatedBytesPerSecond", health.memory().allocatedBytesPerSecond(), memory);
    health
        .files()
        .ifPresent(
            files ->
                json.putObject("files")
                    .put("maxOpen", files.maxOpen())
                    .put("limit", files.limit()));
    ObjectNode load = json.putObject("load");
    put("startedPerSecond", health.load().startedPerSecond(), load);
    put("endedPerSecond", health.load().endedPerSecond(), load);
    put(
        "concurrencyAsked",
        health.load().concurrency().map(HealthFigures.Concurrency::asked),
        load);
    put(
        "concurrencyAchieved",
        health.load().concurrency().map(HealthFigures.Concurrency::achieved),
        load);
    put("requestsPerSecondAsked", phase.schedule().map(PhaseFigures.Schedule::asked), load);
    put("requestsPerSecondAchieved", phase.schedule().map(PhaseFigures.Schedule::achieved), load);
    put("logBacklogShare", health.logBacklogShare(), json);
  }

  private static void writeStops(HealthFigures.Stops stops, ObjectNode json) {
    json.put("count", stops.count());
    put("totalMs", stops.totalMs(), json);
    put("timeShare", stops.timeShare(), json);
  }

  private static void writeSendLag(Spread lag, ObjectNode json) {
    for (double percentile : Spread.HEADLINE) {
      put(Numbers.percentileKey(percentile), lag.percentile(percentile), json);
    }
    put("max", lag.max(), json);
  }

  private static void writeLag(HealthFigures.Lag lag, ObjectNode json) {
    put("p50", lag.p50(), json);
    put("p90", lag.p90(), json);
    put("p99", lag.p99(), json);
    put("p99.9", lag.p999(), json);
    put("max", lag.max(), json);
  }

  private static void writeCpu(HealthFigures.Cpu cpu, ObjectNode json) {
    json.put("processors", cpu.processors());
    put("processCores", cpu.processCores(), json);
    put("process", cpu.process(), json);
    put("machine", cpu.machine(), json);
    put("steal", cpu.steal(), json);
  }

  private static void put(String name, Optional<Double> value, ObjectNode json) {
    value.ifPresent(number -> put(name, number, json));
  }

  private static void put(String name, double value, ObjectNode json) {
    json.put(name, Numbers.rounded(value));
  }
}
