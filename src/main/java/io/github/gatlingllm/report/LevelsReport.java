package io.github.gatlingllm.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.load.Capacity;
import io.github.gatlingllm.load.Phase;
import java.util.Map;
import java.util.Optional;

/** Levels, their knee and the capacity found, as parts of {@code summary.json}. */
final class LevelsReport {

  private LevelsReport() {}

  static void write(RunSummary summary, ObjectNode json) {
    if (!summary.levels().isEmpty()) {
      ArrayNode levels = json.putArray("levels");
      summary.levels().forEach(level -> write(level, levels.addObject()));
    }
    name("knee", Knee.of(summary.levels()), json);
    name("highestThroughput", Knee.highestThroughput(summary.levels()), json);
    summary.facts().capacity().ifPresent(found -> write(found, json.putObject("capacity")));
  }

  private static void name(String key, Optional<LevelFigures> level, ObjectNode json) {
    level.ifPresent(
        of -> {
          ObjectNode one = json.putObject(key);
          one.put("level", of.number());
          value(of, one);
        });
  }

  private static void value(LevelFigures level, ObjectNode json) {
    level.concurrency().ifPresent(streams -> json.put("concurrency", streams));
    level.rate().ifPresent(rate -> json.put("rate", Numbers.exact(rate)));
  }

  private static void write(LevelFigures level, ObjectNode json) {
    json.put("level", level.number());
    value(level, json);
    level.load().ifPresent(load -> LoadJson.describe(load, json.putObject("load")));
    level
        .cut()
        .ifPresent(
            cut ->
                json.putObject("cut")
                    .put("by", LevelsJson.key(cut.kind()))
                    .put("reason", cut.reason()));
    if (!level.objectives().isEmpty()) {
      ObjectivesJson.write(level.objectives(), level.meetsObjectives(), json);
    }
    level.power().ifPresent(power -> json.put("power", Numbers.rounded(power)));
    level.steady().ifPresent(steady -> new PhaseJson(steady).write(json.putObject("steady")));
    ObjectNode others = json.putObject("otherPhases");
    for (Map.Entry<Phase, PhaseFigures> phase : level.phases().entrySet()) {
      if (phase.getKey() != Phase.STEADY) {
        writeCounts(phase.getValue(), others.putObject(phase.getKey().key()));
      }
    }
  }

  /** Their latencies are those of no load in particular. */
  private static void writeCounts(PhaseFigures figures, ObjectNode json) {
    figures
        .window()
        .ifPresent(window -> json.put("durationSeconds", Numbers.exact(window.seconds())));
    json.put("started", figures.requests().started());
    json.put("ok", figures.requests().ok());
    json.put("failed", figures.requests().failed());
    json.put("aborted", figures.requests().aborted());
  }

  private static void write(Capacity capacity, ObjectNode json) {
    json.put("answer", capacity.answer().key());
    json.put("of", capacity.closed() ? "concurrency" : "rate");
    capacity.met().ifPresent(met -> json.put("met", Numbers.exact(met)));
    capacity.missed().ifPresent(missed -> json.put("missed", Numbers.exact(missed)));
    json.put("confidence", Numbers.rounded(capacity.confidence()));
    ArrayNode probes = json.putArray("probes");
    for (Capacity.Probe probe : capacity.probes()) {
      probes
          .addObject()
          .put("level", probe.level())
          .put("value", Numbers.exact(probe.value()))
          .put("result", LevelsJson.key(probe.verdict().result()))
          .put("reason", probe.verdict().reason());
    }
  }
}
