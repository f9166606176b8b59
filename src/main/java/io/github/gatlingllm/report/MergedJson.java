package io.github.gatlingllm.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.load.RunEnd;
import io.github.gatlingllm.report.MergedRun.Machine;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** {@code merge.json}, written and read back, and its part of {@code summary.json}. */
final class MergedJson {

  /** More machines than anybody has; a file with more is taken for something else. */
  private static final long MAX_BYTES = 16 << 20;

  private static final ObjectMapper JSON = new ObjectMapper();

  private MergedJson() {}

  /** For people. */
  static void describe(MergedRun run, ArrayNode json) {
    for (Machine machine : run.machines()) {
      ObjectNode one = json.addObject();
      writeMachine(machine, one);
      machine.load().ifPresent(load -> LoadJson.describe(load, one.putObject("load")));
      HealthJson.write(machine.verdict(), one.putObject("verdict"));
    }
  }

  /** What it can be made of again. */
  static String write(MergedRun run) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode machines = json.putArray("machines");
    for (Machine machine : run.machines()) {
      ObjectNode one = machines.addObject();
      writeMachine(machine, one);
      machine
          .steady()
          .ifPresent(
              window ->
                  LevelsJson.writeWindows(
                      Map.of(Phase.STEADY, window), one.putObject("windows"), nanos -> nanos));
      machine.load().ifPresent(load -> LoadJson.write(load, one.putObject("load")));
      HealthJson.write(machine.verdict(), one.putObject("verdict"));
    }
    return JsonText.pretty(json);
  }

  private static void writeMachine(Machine machine, ObjectNode json) {
    json.put("runId", machine.runId());
    json.put("host", machine.host());
    json.put("start", machine.start().toString());
    json.put("clockOffsetMs", millis(machine.clockOffsetNanos()));
    json.put("requests", machine.requests());
    json.put("ended", machine.ended().kind().key());
    if (!machine.ended().reason().isEmpty()) {
      json.put("endRule", machine.ended().rule());
      json.put("endReason", machine.ended().reason());
    }
    machine
        .steady()
        .ifPresent(
            window ->
                json.putObject("steady")
                    .put("startTime", millis(window.startNanos()))
                    .put("endTime", millis(window.endNanos())));
  }

  private static BigDecimal millis(long nanos) {
    return BigDecimal.valueOf(nanos, 6);
  }

  static MergedRun read(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is no file of this kind: it has more than 16 MiB");
    }
    try {
      List<Machine> machines = new ArrayList<>();
      for (JsonNode machine : JSON.readTree(file.toFile()).path("machines")) {
        machines.add(machine(machine));
      }
      if (!machines.isEmpty()) {
        return new MergedRun(machines);
      }
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is no file of this kind: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException | DateTimeException e) { // What a load or a verdict refuses.
      throw new IOException(file + " is no file of this kind: " + e.getMessage(), e);
    }
    throw new IOException(file + " is no file of this kind: it names no machines");
  }

  private static Machine machine(JsonNode json) {
    return new Machine(
        json.path("runId").asText(),
        json.path("host").asText(),
        Instant.parse(json.path("start").asText()),
        json.path("clockOffsetMs").decimalValue().movePointRight(6).longValue(),
        Optional.<LoadGate.Window>ofNullable(
            LevelsJson.readWindows(json.path("windows")).get(Phase.STEADY)),
        end(json),
        json.path("requests").asLong(),
        json.has("load") ? Optional.of(LoadJson.read(json.path("load"))) : Optional.empty(),
        verdict(json.path("verdict")));
  }

  private static RunEnd end(JsonNode json) {
    for (RunEnd.Kind kind : RunEnd.Kind.values()) {
      if (kind.key().equals(json.path("ended").asText())) {
        return new RunEnd(kind, json.path("endRule").asText(), json.path("endReason").asText());
      }
    }
    throw new IllegalArgumentException(
        "\"" + json.path("ended").asText() + "\" is no end of a run");
  }

  private static Verdict verdict(JsonNode json) {
    List<VerdictReason> reasons = new ArrayList<>();
    for (JsonNode reason : json.path("reasons")) {
      reasons.add(
          new VerdictReason(
              VerdictReason.Severity.valueOf(reason.path("severity").asText()),
              reason.path("rule").asText(),
              reason.path("value").asDouble(),
              reason.has("threshold")
                  ? OptionalDouble.of(reason.path("threshold").asDouble())
                  : OptionalDouble.empty(),
              reason.path("figure").asText(),
              reason.path("effect").asText(),
              reason.path("advice").asText()));
    }
    return new Verdict(Verdict.Result.valueOf(json.path("result").asText()), reasons);
  }
}
