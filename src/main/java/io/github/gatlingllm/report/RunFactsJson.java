package io.github.gatlingllm.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.load.Prices;
import io.github.gatlingllm.load.RunEnd;
import io.github.gatlingllm.record.BrokenLineException;
import io.github.gatlingllm.report.VerdictRule.Limits;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongUnaryOperator;

/** A line of {@code run_facts.jsonl}, written and read back. */
final class RunFactsJson {

  /** The key with which each line begins. */
  static final String FIRST_KEY = "runId";

  private RunFactsJson() {}

  static ObjectNode write(KnownRun known, LongUnaryOperator toEpochNanos) {
    RunFacts facts = known.facts();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put(FIRST_KEY, facts.runId());
    json.put("simulation", facts.simulation());
    json.put("ended", known.hasEnded());
    json.put("start", facts.start().toString());
    json.put("end", facts.end().toString());
    SummaryJson.writeFacts(facts.versions(), json.putObject("versions"));
    SummaryJson.writeFacts(facts.host(), json.putObject("host"));
    SummaryJson.writeFacts(facts.endpoint(), json.putObject("endpoint"));
    json.put("oneLoad", known.oneLoad());
    known.begin().ifPresent(begin -> json.put("begin", toEpochNanos.applyAsLong(begin)));
    facts.load().ifPresent(load -> LoadJson.write(load, json.putObject("load")));
    if (!facts.levels().isEmpty()) {
      LevelsJson.write(facts.levels(), json.putArray("levels"), toEpochNanos);
    }
    facts.capacity().ifPresent(found -> LevelsJson.write(found, json.putObject("capacity")));
    LevelsJson.writeWindows(facts.windows(), json.putObject("windows"), toEpochNanos);
    facts.calibration().ifPresent(found -> json.set("calibration", CalibrationJson.of(found)));
    write(facts.ended(), json.putObject("runEnd"));
    facts.prices().ifPresent(prices -> write(prices, json.putObject("prices")));
    ObjectivesJson.write(facts.objectives(), json);
    json.put("notSent", facts.notSent());
    json.put("notLogged", facts.notLogged());
    texts(facts.warnings(), json.putArray("warnings"));
    texts(facts.files(), json.putArray("files"));
    facts.gatlingReport().ifPresent(report -> json.put("gatlingReport", report.toString()));
    ObjectNode weights = json.putObject("weights");
    facts.weights().forEach(weights::put);
    ObjectNode client = json.putObject("client");
    client.put("loops", known.client().loops());
    client.put("processors", known.client().processors());
    client.put("logBacklogLimitBytes", known.client().logBacklogLimitBytes());
    ObjectNode verdict = json.putObject("verdict");
    known
        .verdict()
        .changed()
        .forEach(
            (rule, limits) ->
                verdict.putArray(rule.key()).add(limits.suspect()).add(limits.invalid()));
    return json;
  }

  private static void write(RunEnd end, ObjectNode json) {
    json.put("kind", end.kind().key()).put("rule", end.rule()).put("reason", end.reason());
  }

  private static void write(Prices prices, ObjectNode json) {
    json.put("input", prices.input()).put("output", prices.output());
  }

  private static void texts(List<?> values, ArrayNode json) {
    values.forEach(value -> json.add(value.toString()));
  }

  static KnownRun read(JsonNode json) throws BrokenLineException {
    try {
      return known(json);
    } catch (DateTimeException | InvalidPathException | UnusableCalibrationException e) {
      throw new BrokenLineException("a value is wrong: " + e.getMessage());
    } catch (IllegalArgumentException e) { // What loads and thresholds refuse.
      throw new BrokenLineException("a value is refused: " + e.getMessage());
    }
  }

  private static KnownRun known(JsonNode json)
      throws BrokenLineException, UnusableCalibrationException {
    if (!json.path(FIRST_KEY).isTextual() || !json.path("start").isTextual()) {
      throw new BrokenLineException("it does not tell of a run");
    }
    Instant start = Instant.parse(json.path("start").asText());
    RunFacts facts =
        new RunFacts(
            json.path(FIRST_KEY).asText(),
            json.path("simulation").asText("unknown"),
            start,
            json.has("end") ? Instant.parse(json.path("end").asText()) : start,
            0,
            0,
            facts(json.path("versions")),
            facts(json.path("host")),
            facts(json.path("endpoint")),
            LevelsJson.readWindows(json.path("windows")),
            json.has("load") ? Optional.of(LoadJson.read(json.path("load"))) : Optional.empty(),
            LevelsJson.read(json.path("levels")),
            json.has("capacity")
                ? Optional.of(LevelsJson.readCapacity(json.path("capacity")))
                : Optional.empty(),
            json.has("calibration")
                ? Optional.of(CalibrationJson.read(json.path("calibration")))
                : Optional.empty(),
            end(json.path("runEnd")),
            json.has("prices") ? Optional.of(prices(json.path("prices"))) : Optional.empty(),
            ObjectivesJson.read(json),
            json.path("notSent").asLong(),
            json.path("notLogged").asLong(),
            texts(json.path("warnings")),
            texts(json.path("files")).stream().map(Path::of).toList(),
            json.has("gatlingReport")
                ? Optional.of(Path.of(json.path("gatlingReport").asText()))
                : Optional.empty(),
            weights(json.path("weights")));
    JsonNode client = json.path("client");
    return new KnownRun(
        facts,
        verdict(json.path("verdict")),
        new KnownRun.Client(
            client.path("loops").asInt(),
            Math.max(1, client.path("processors").asInt()),
            client.path("logBacklogLimitBytes").asLong()),
        json.path("oneLoad").asBoolean(),
        json.path("begin").isIntegralNumber()
            ? OptionalLong.of(json.path("begin").asLong())
            : OptionalLong.empty(),
        json.path("ended").asBoolean());
  }

  /** Files of before there were other ends than one tell of none. */
  private static RunEnd end(JsonNode json) {
    for (RunEnd.Kind kind : RunEnd.Kind.values()) {
      if (kind.key().equals(json.path("kind").asText())) {
        return new RunEnd(kind, json.path("rule").asText(), json.path("reason").asText());
      }
    }
    return RunEnd.COMPLETED;
  }

  private static Prices prices(JsonNode json) {
    return new Prices(json.path("input").asDouble(), json.path("output").asDouble());
  }

  private static Map<String, Object> facts(JsonNode json) {
    Map<String, Object> facts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> fact : json.properties()) {
      JsonNode value = fact.getValue();
      if (value.isBoolean()) {
        facts.put(fact.getKey(), value.booleanValue());
      } else if (value.isIntegralNumber()) {
        facts.put(fact.getKey(), value.longValue());
      } else if (value.isNumber()) {
        facts.put(fact.getKey(), value.doubleValue());
      } else {
        facts.put(fact.getKey(), value.asText());
      }
    }
    return facts;
  }

  private static Map<String, Integer> weights(JsonNode json) {
    Map<String, Integer> weights = new LinkedHashMap<>();
    json.properties().forEach(type -> weights.put(type.getKey(), type.getValue().asInt()));
    return weights;
  }

  private static List<String> texts(JsonNode json) {
    List<String> texts = new ArrayList<>();
    json.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static VerdictSettings verdict(JsonNode json) {
    VerdictSettings settings = VerdictSettings.DEFAULT;
    for (VerdictRule rule : VerdictRule.values()) {
      JsonNode limits = json.path(rule.key());
      if (limits.size() == 2) {
        settings =
            settings.with(rule, new Limits(limits.path(0).asDouble(), limits.path(1).asDouble()));
      }
    }
    return settings;
  }
}
