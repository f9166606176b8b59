package io.github.gatlingllm.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.report.CalibrationResult.Accuracy;
import io.github.gatlingllm.report.CalibrationResult.Ceiling;
import io.github.gatlingllm.report.CalibrationResult.Client;
import io.github.gatlingllm.report.CalibrationResult.Errors;
import io.github.gatlingllm.report.CalibrationResult.Load;
import io.github.gatlingllm.report.CalibrationResult.Step;
import io.github.gatlingllm.report.CalibrationResult.Streams;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A calibration as JSON: its own file, and the block of {@code summary.json}. */
final class CalibrationJson {

  /** The version of the file's keys. */
  static final int SCHEMA_VERSION = 1;

  private CalibrationJson() {}

  /** All of it. */
  static ObjectNode of(CalibrationResult result) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("schemaVersion", SCHEMA_VERSION);
    json.put("date", result.date().toString());
    json.put("host", result.host());
    json.put("processors", result.processors());
    ObjectNode versions = json.putObject("versions");
    result.versions().forEach(versions::put);
    ObjectNode client = json.putObject("client");
    result.client().collectors().forEach(client.putArray("collectors")::add);
    client.put("maxHeapBytes", result.client().maxHeapBytes());
    client.put("eventLoops", result.client().eventLoops());
    result.client().flags().forEach(client.putArray("flags")::add);
    writeFigures(result, json);
    return json;
  }

  /** What a later report of the host shows. */
  static void writeBlock(
      CalibrationResult result, Optional<Double> shareOfTokens, ObjectNode json) {
    json.put("date", result.date().toString());
    writeFigures(result, json);
    shareOfTokens.ifPresent(
        share -> json.put("tokensPerSecondShareOfCeiling", Numbers.rounded(share)));
  }

  private static void writeFigures(CalibrationResult result, ObjectNode json) {
    write(result.load(), json.putObject("load"));
    write(result.accuracy(), json.putObject("errorsMs"));
    ObjectNode ceilings = json.putObject("ceilings");
    write(result.tokens(), ceilings.putObject("tokensPerSecond"));
    write(result.requests(), ceilings.putObject("requestsPerSecond"));
    ObjectNode streams = ceilings.putObject("streams");
    result.streams().kept().ifPresent(step -> write(step, streams.putObject("kept")));
    result.streams().notKept().ifPresent(step -> write(step, streams.putObject("notKept")));
    streams.put("bound", result.streams().bound());
  }

  private static void write(Load load, ObjectNode json) {
    json.put("streams", load.streams());
    json.put("tokens", load.tokens());
    put("tokensPerSecond", load.tokensPerSecond(), json);
    put("rampSeconds", load.rampSeconds(), json);
    put("settleSeconds", load.settleSeconds(), json);
    put("seconds", load.seconds(), json);
  }

  private static void write(Accuracy accuracy, ObjectNode json) {
    json.put("compared", accuracy.compared());
    json.put("unmatched", accuracy.unmatched());
    json.put("failed", accuracy.failed());
    write(accuracy.ttft(), json.putObject("ttft"));
    write(accuracy.itl(), json.putObject("itl"));
    write(accuracy.e2e(), json.putObject("e2e"));
    put("othersCores", accuracy.othersCores(), json);
  }

  private static void write(Errors errors, ObjectNode json) {
    put("p50", errors.p50(), json);
    put("p99", errors.p99(), json);
    put("max", errors.max(), json);
  }

  private static void write(Ceiling ceiling, ObjectNode json) {
    put("perSecond", ceiling.perSecond(), json);
    put("clientCpuSecondsPerMillion", ceiling.clientCpuSecondsPerMillion(), json);
    put("sourceCpuSecondsPerMillion", ceiling.sourceCpuSecondsPerMillion(), json);
    put("othersCores", ceiling.othersCores(), json);
  }

  private static void write(Step step, ObjectNode json) {
    json.put("streams", step.streams()).put("reason", step.reason());
  }

  private static void put(String name, double value, ObjectNode json) {
    json.put(name, Numbers.rounded(value));
  }

  /**
   * Reads what {@link #of} has written.
   *
   * @throws UnusableCalibrationException for anything else
   */
  static CalibrationResult read(JsonNode json) throws UnusableCalibrationException {
    int schema = json.path("schemaVersion").asInt(0);
    if (schema != SCHEMA_VERSION) {
      throw new UnusableCalibrationException(
          schema == 0 ? "it is no calibration" : "its schemaVersion is " + schema);
    }
    JsonNode ceilings = json.path("ceilings");
    return new CalibrationResult(
        instant(json, "date"),
        text(json, "host"),
        whole(json, "processors"),
        versions(json.path("versions")),
        client(json.path("client")),
        load(json.path("load")),
        accuracy(json.path("errorsMs")),
        ceiling(ceilings.path("tokensPerSecond")),
        ceiling(ceilings.path("requestsPerSecond")),
        streams(ceilings.path("streams")));
  }

  private static Instant instant(JsonNode json, String name) throws UnusableCalibrationException {
    try {
      return Instant.parse(text(json, name));
    } catch (DateTimeParseException e) {
      throw new UnusableCalibrationException(name + " is no instant");
    }
  }

  private static Map<String, String> versions(JsonNode json) {
    Map<String, String> versions = new LinkedHashMap<>();
    json.properties().forEach(field -> versions.put(field.getKey(), field.getValue().asText()));
    return versions;
  }

  private static Client client(JsonNode json) throws UnusableCalibrationException {
    return new Client(
        texts(json.path("collectors")),
        (long) number(json, "maxHeapBytes"),
        whole(json, "eventLoops"),
        texts(json.path("flags")));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static Load load(JsonNode json) throws UnusableCalibrationException {
    return new Load(
        whole(json, "streams"),
        whole(json, "tokens"),
        number(json, "tokensPerSecond"),
        number(json, "rampSeconds"),
        number(json, "settleSeconds"),
        number(json, "seconds"));
  }

  private static Accuracy accuracy(JsonNode json) throws UnusableCalibrationException {
    return new Accuracy(
        whole(json, "compared"),
        whole(json, "unmatched"),
        (long) number(json, "failed"),
        errors(json.path("ttft")),
        errors(json.path("itl")),
        errors(json.path("e2e")),
        number(json, "othersCores"));
  }

  private static Errors errors(JsonNode json) throws UnusableCalibrationException {
    return new Errors(number(json, "p50"), number(json, "p99"), number(json, "max"));
  }

  private static Ceiling ceiling(JsonNode json) throws UnusableCalibrationException {
    return new Ceiling(
        number(json, "perSecond"),
        number(json, "clientCpuSecondsPerMillion"),
        number(json, "sourceCpuSecondsPerMillion"),
        number(json, "othersCores"));
  }

  private static Streams streams(JsonNode json) throws UnusableCalibrationException {
    return new Streams(step(json.path("kept")), step(json.path("notKept")), whole(json, "bound"));
  }

  private static Optional<Step> step(JsonNode json) throws UnusableCalibrationException {
    return json.isMissingNode()
        ? Optional.empty()
        : Optional.of(new Step(whole(json, "streams"), text(json, "reason")));
  }

  private static int whole(JsonNode json, String name) throws UnusableCalibrationException {
    if (!json.path(name).canConvertToInt() || !json.path(name).isNumber()) {
      throw new UnusableCalibrationException(name + " is no whole number");
    }
    return json.path(name).intValue();
  }

  private static double number(JsonNode json, String name) throws UnusableCalibrationException {
    if (!json.path(name).isNumber() || !Double.isFinite(json.path(name).doubleValue())) {
      throw new UnusableCalibrationException(name + " is no number");
    }
    return json.path(name).doubleValue();
  }

  private static String text(JsonNode json, String name) throws UnusableCalibrationException {
    if (!json.path(name).isTextual()) {
      throw new UnusableCalibrationException(name + " is no text");
    }
    return json.path(name).textValue();
  }
}
