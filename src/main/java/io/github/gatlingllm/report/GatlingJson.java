package io.github.gatlingllm.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What Gatling itself computed, in {@code summary.json}, written and read back; milliseconds, as
 * Gatling rounds them.
 */
final class GatlingJson {

  private GatlingJson() {}

  static void write(GatlingFigures figures, ObjectNode json) {
    json.put("available", figures.missing().isEmpty());
    figures.missing().ifPresent(reason -> json.put("reason", reason));
    json.put("countsAgree", figures.countsAgree().orElse(null));
    if (!figures.recorded().isEmpty()) {
      ObjectNode recorded = json.putObject("recorded");
      figures
          .recorded()
          .forEach(
              (name, counts) ->
                  recorded.putObject(name).put("ok", counts.ok()).put("ko", counts.ko()));
    }
    if (figures.missing().isEmpty()) {
      ArrayNode assertions = json.putArray("assertions");
      figures.assertions().forEach(assertion -> write(assertion, assertions.addObject()));
    }
    ObjectNode requests = json.putObject("requests");
    for (GatlingRow row : figures.rows()) {
      write(row, requests.putObject(row.path()));
    }
  }

  /** What was written, or why there was nothing; nothing where it is not whole. */
  static Optional<GatlingFigures> read(JsonNode json) {
    JsonNode reason = json.path("reason");
    if (json.path("available").isBoolean() && reason.isTextual()) {
      return Optional.of(GatlingFigures.missing(reason.asText()));
    }
    if (!json.path("available").asBoolean() || !json.path("requests").isObject()) {
      return Optional.empty();
    }
    List<GatlingRow> rows = new ArrayList<>();
    json.path("requests").properties().forEach(row -> rows.add(row(row.getKey(), row.getValue())));
    Map<String, GatlingFigures.Counts> recorded = new TreeMap<>();
    json.path("recorded")
        .properties()
        .forEach(
            name ->
                recorded.put(
                    name.getKey(),
                    new GatlingFigures.Counts(
                        name.getValue().path("ok").asLong(), name.getValue().path("ko").asLong())));
    return Optional.of(GatlingFigures.of(rows, assertions(json.path("assertions")), recorded));
  }

  private static List<GatlingAssertion> assertions(JsonNode json) {
    List<GatlingAssertion> assertions = new ArrayList<>();
    for (JsonNode assertion : json) {
      JsonNode actual = assertion.path("actual");
      assertions.add(
          new GatlingAssertion(
              assertion.path("assertion").asText(),
              assertion.path("met").asBoolean(),
              actual.isNumber() ? OptionalDouble.of(actual.asDouble()) : OptionalDouble.empty(),
              assertion.path("fault").asText()));
    }
    return assertions;
  }

  private static GatlingRow row(String path, JsonNode json) {
    List<String> groups = new ArrayList<>();
    json.path("groups").forEach(group -> groups.add(group.asText()));
    Map<Double, Integer> percentiles = new TreeMap<>();
    for (Map.Entry<String, JsonNode> percentile : json.path("percentiles").properties()) {
      if (percentile.getKey().matches("p[0-9]{1,3}(\\.[0-9]{1,6})?")) {
        percentiles.put(
            Double.parseDouble(percentile.getKey().substring(1)), percentile.getValue().asInt());
      }
    }
    return new GatlingRow(
        groups,
        json.path("name").asText(path),
        json.path("count").asLong(),
        json.path("ok").asLong(),
        json.path("ko").asLong(),
        json.path("minMs").asInt(),
        json.path("maxMs").asInt(),
        json.path("meanMs").asInt(),
        json.path("stdDevMs").asInt(),
        percentiles);
  }

  private static void write(GatlingAssertion assertion, ObjectNode json) {
    json.put("assertion", assertion.text());
    json.put("met", assertion.met());
    if (assertion.actual().isPresent()) {
      json.put("actual", Numbers.exact(assertion.actual().getAsDouble()));
    }
    if (!assertion.fault().isEmpty()) {
      json.put("fault", assertion.fault());
    }
  }

  private static void write(GatlingRow row, ObjectNode json) {
    if (!row.groups().isEmpty()) {
      row.groups().forEach(json.putArray("groups")::add);
      json.put("name", row.name());
    }
    json.put("count", row.count());
    json.put("ok", row.ok());
    json.put("ko", row.ko());
    json.put("minMs", row.minMs());
    json.put("maxMs", row.maxMs());
    json.put("meanMs", row.meanMs());
    json.put("stdDevMs", row.stdDevMs());
    ObjectNode percentiles = json.putObject("percentiles");
    row.percentilesMs()
        .forEach((percentile, ms) -> percentiles.put(Numbers.percentileKey(percentile), ms));
  }
}
