package io.github.gatlingllm.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.metrics.LimitedMetric;
import io.github.gatlingllm.metrics.RequestLimits;
import io.github.gatlingllm.objective.Objective;
import io.github.gatlingllm.objective.ObjectiveNames;
import io.github.gatlingllm.objective.ObjectiveResult;
import io.github.gatlingllm.objective.Objectives;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Limits, objectives and what became of them, as JSON; times in milliseconds. */
final class ObjectivesJson {

  private static final String LIMITS = "goodput";
  private static final String OF_RUN = "objectives";

  private ObjectivesJson() {}

  /** What was asked, for the facts of a run; nothing where nothing was. */
  static void write(Objectives asked, ObjectNode json) {
    if (!asked.limits().isEmpty()) {
      writeLimits(asked.limits(), json.putObject(LIMITS));
    }
    if (!asked.ofRun().isEmpty()) {
      ObjectNode objectives = json.putObject(OF_RUN);
      asked.ofRun().forEach(of -> objectives.put(of.name(), Numbers.exact(of.limit())));
    }
  }

  private static void writeLimits(RequestLimits limits, ObjectNode json) {
    limits
        .byMetric()
        .forEach(
            (metric, limit) ->
                json.put(metric.key(), Numbers.exact(limit.toNanos() / Numbers.NANOS_PER_MILLI)));
  }

  /**
   * Reads what {@link #write(Objectives, ObjectNode)} wrote.
   *
   * @throws IllegalArgumentException if something else stands there
   */
  static Objectives read(JsonNode json) {
    RequestLimits limits = RequestLimits.NONE;
    for (Map.Entry<String, JsonNode> limit : json.path(LIMITS).properties()) {
      LimitedMetric metric =
          LimitedMetric.of(limit.getKey())
              .orElseThrow(() -> new IllegalArgumentException(limit.getKey() + " has no limits"));
      limits = limits.with(metric, ObjectiveNames.ofMillis(limit.getValue().asDouble()));
    }
    List<Objective> ofRun = new ArrayList<>();
    for (Map.Entry<String, JsonNode> objective : json.path(OF_RUN).properties()) {
      ofRun.add(ObjectiveNames.of(objective.getKey(), objective.getValue().asDouble()));
    }
    return new Objectives(limits, ofRun);
  }

  /** The keys of a summary; none where nothing was asked. */
  static void write(RunSummary summary, ObjectNode json) {
    RequestLimits limits = summary.facts().objectives().limits();
    if (!limits.isEmpty()) {
      writeLimits(limits, json.putObject("goodputLimits"));
    }
    JudgedObjectives judged = summary.objectives();
    if (!judged.results().isEmpty()) {
      write(judged.results(), judged.areMet(), json);
      json.put("objectivesWindow", judged.window());
    }
  }

  static void write(List<ObjectiveResult> results, boolean met, ObjectNode json) {
    ArrayNode array = json.putArray(OF_RUN);
    results.forEach(result -> write(result, array.addObject()));
    json.put("objectivesMet", met);
  }

  private static void write(ObjectiveResult result, ObjectNode json) {
    json.put("name", result.objective().name());
    json.put("limit", Numbers.exact(result.objective().limit()));
    result.measured().ifPresent(value -> json.put("measured", Numbers.exact(value)));
    json.put("met", result.met());
    json.put("enoughSamples", result.enoughSamples());
  }

  /** The block of a phase. */
  static void write(Goodput goodput, PhaseFigures of, ObjectNode json) {
    json.put("good", goodput.good());
    json.put("share", Numbers.exact(goodput.share()));
    of.perSecond(goodput.good()).ifPresent(rate -> json.put("perSecond", Numbers.exact(rate)));
    json.put("notPassed", goodput.notPassed());
    ObjectNode missed = json.putObject("missed");
    goodput.missed().forEach((metric, count) -> missed.put(metric.key(), count));
    ObjectNode met = json.putObject("shareMeeting");
    goodput
        .missed()
        .keySet()
        .forEach(metric -> met.put(metric.key(), Numbers.exact(goodput.shareMeeting(metric))));
  }
}
