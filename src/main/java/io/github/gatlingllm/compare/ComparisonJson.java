package io.github.gatlingllm.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;

/** A comparison for programs. Every number is finite. */
public final class ComparisonJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Comparison comparison;

  /** The JSON of a comparison. */
  public ComparisonJson(Comparison comparison) {
    this.comparison = comparison;
  }

  /** The text, indented by two spaces, without a final newline. */
  public String render() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("of", comparison.ofSteady() ? "steady" : "run");
    writeRuns(json.putArray("runs"));
    comparison.notes().forEach(json.putArray("notes")::add);
    writeFigures(json.putObject("figures"));
    ObjectNode settings = json.putObject("settings");
    for (SettingDifference setting : comparison.settings()) {
      setting.values().forEach(settings.putArray(setting.key())::add);
    }
    ArrayNode crossed = json.putArray("crossed");
    for (Comparison.Crossing crossing : comparison.crossings()) {
      crossed
          .addObject()
          .put("threshold", crossing.threshold().text())
          .put("run", crossing.run())
          .put("sentence", crossing.sentence());
    }
    json.put("exitStatus", comparison.exitStatus());
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e); // A tree of plain values can always be written.
    }
  }

  private void writeRuns(ArrayNode json) {
    for (ComparedRun run : comparison.runs()) {
      json.addObject()
          .put("name", run.name())
          .put("requests", run.summary().path("totalRequests").asLong())
          .put("ended", run.summary().at("/run/ended").asText())
          .put("verdict", run.summary().at("/verdict/result").asText());
    }
  }

  private void writeFigures(ObjectNode json) {
    for (Comparison.Row row : comparison.rows()) {
      ObjectNode figure = json.putObject(row.figure().name());
      figure.put("unit", row.figure().unit());
      ArrayNode values = figure.putArray("values");
      row.estimates()
          .forEach(
              estimate -> estimate.ifPresentOrElse(of -> values.add(of.value()), values::addNull));
      ArrayNode changes = figure.putArray("changes");
      row.changes()
          .forEach(
              change ->
                  change.ifPresentOrElse(of -> write(of, changes.addObject()), changes::addNull));
    }
  }

  private static void write(Change change, ObjectNode json) {
    json.put("absolute", change.absolute());
    change.percent().ifPresent(percent -> json.put("percent", percent));
    change.interval().ifPresent(of -> json.putArray("confidence95").add(of.low()).add(of.high()));
    json.put("chance", change.chance().key());
    if (!change.doubt().isEmpty()) {
      json.put("doubt", change.doubt());
    }
  }
}
