package io.github.gatlingllm.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.load.Phase;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A summary as {@code summary.json}: flotest's keys first, in flotest's order and meaning, then
 * ours. Every number is finite.
 */
public final class SummaryJson {

  private final RunSummary summary;

  /** The JSON of a summary. */
  public SummaryJson(RunSummary summary) {
    this.summary = summary;
  }

  /**
   * Writes the file, in place of one that is there.
   *
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    // Not writeString, which refuses half a surrogate pair: a server's message may hold one.
    Files.write(file, (this + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** The JSON text, indented by two spaces, without a final newline. */
  @Override
  public String toString() {
    return JsonText.pretty(tree());
  }

  private ObjectNode tree() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    FlotestJson.write(summary.flotest(), json);
    json.put("schemaVersion", RunSummary.SCHEMA_VERSION);
    writeRun(json.putObject("run"));
    summary.merged().ifPresent(runs -> MergedJson.describe(runs, json.putArray("merged")));
    writeFacts(summary.facts().endpoint(), json.putObject("endpoint"));
    summary.cost().ifPresent(cost -> writeCost(cost, json.putObject("cost")));
    ObjectivesJson.write(summary, json);
    summary.facts().load().ifPresent(load -> LoadJson.describe(load, json.putObject("load")));
    HealthJson.write(summary.verdict(), json.putObject("verdict"));
    HealthJson.write(summary.health(), summary.watched(), json.putObject("health"));
    summary
        .facts()
        .calibration()
        .ifPresent(
            result ->
                CalibrationJson.writeBlock(
                    result, summary.shareOfTokenCeiling(), json.putObject("calibration")));
    LevelsReport.write(summary, json);
    writePhases(json);
    summary.byName().ifPresent(names -> NamedJson.write(names, json.putObject("byName")));
    summary
        .promptTokens()
        .ifPresent(found -> PromptTokensJson.write(found, json.putObject("promptTokens")));
    summary.turns().ifPresent(turns -> TurnJson.write(turns, json));
    summary
        .definitions()
        .ifPresent(all -> DefinitionsJson.write(all, json.putObject("definitions")));
    ObjectNode statistics = json.putObject("statistics");
    statistics.put("pooledExact", summary.flotest().exact());
    statistics.put("notLogged", summary.facts().notLogged());
    writeErrors(json.putObject("errors"));
    ArrayNode warnings = json.putArray("warnings");
    summary.warnings().forEach(warnings::add);
    GatlingJson.write(summary.gatling(), json.putObject("gatling"));
    return json;
  }

  private void writeRun(ObjectNode json) {
    RunFacts facts = summary.facts();
    json.put("id", facts.runId());
    json.put("simulation", facts.simulation());
    json.put("ended", facts.ended().kind().key());
    if (!facts.ended().reason().isEmpty()) {
      json.put("endRule", facts.ended().rule());
      json.put("endReason", facts.ended().reason());
    }
    json.put("start", facts.start().toString());
    json.put("end", facts.end().toString());
    json.put("durationSeconds", seconds(Duration.between(facts.start(), facts.end())));
    writeFacts(facts.versions(), json.putObject("versions"));
    writeFacts(facts.host(), json.putObject("host"));
    ArrayNode files = json.putArray("files");
    facts.files().forEach(file -> files.add(file.toString()));
    facts.gatlingReport().ifPresent(report -> json.put("gatlingReport", report.toString()));
  }

  private static void writeCost(Cost cost, ObjectNode json) {
    json.put("total", Numbers.exact(cost.total()));
    json.put("inputTokens", cost.inputTokens());
    json.put("outputTokens", cost.outputTokens());
    json.put("pricePerMillionInputTokens", Numbers.exact(cost.prices().input()));
    json.put("pricePerMillionOutputTokens", Numbers.exact(cost.prices().output()));
  }

  static void writeFacts(Map<String, ?> facts, ObjectNode json) {
    facts.forEach(
        (name, value) -> {
          if (value instanceof Boolean truth) {
            json.put(name, truth);
          } else if (value instanceof Integer || value instanceof Long) {
            json.put(name, ((Number) value).longValue());
          } else if (value instanceof Number number) {
            json.put(name, Numbers.exact(number.doubleValue()));
          } else {
            json.put(name, String.valueOf(value));
          }
        });
  }

  private static BigDecimal seconds(Duration duration) {
    return Numbers.rounded(duration.toMillis() / Numbers.MILLIS_PER_SECOND);
  }

  private void writePhases(ObjectNode json) {
    summary.steady().ifPresent(steady -> new PhaseJson(steady).write(json.putObject("steady")));
    ObjectNode phases = json.putObject("phases");
    for (Map.Entry<Phase, PhaseFigures> phase : summary.phases().entrySet()) {
      new PhaseJson(phase.getValue()).write(phases.putObject(phase.getKey().key()));
    }
  }

  private void writeErrors(ObjectNode json) {
    summary
        .errors()
        .forEach(
            (kind, errors) ->
                json.putObject(kind)
                    .put("count", errors.count())
                    .put("lastMessage", errors.lastMessage()));
  }
}
