package io.github.gatlingllm.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.load.Capacity;
import io.github.gatlingllm.load.LevelCourse.Cut;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.load.ProbeVerdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongUnaryOperator;

/** Levels and capacity as parts of {@code run_facts.jsonl}, written and read back. */
final class LevelsJson {

  private LevelsJson() {}

  static void write(List<LevelFacts> levels, ArrayNode json, LongUnaryOperator toEpochNanos) {
    for (LevelFacts level : levels) {
      ObjectNode one = json.addObject();
      one.put("number", level.number());
      LoadJson.write(level.load(), one.putObject("load"));
      writeWindows(level.windows(), one.putObject("windows"), toEpochNanos);
      level.cut().ifPresent(cut -> write(cut, one.putObject("cut")));
    }
  }

  static void writeWindows(
      Map<Phase, LoadGate.Window> windows, ObjectNode json, LongUnaryOperator toEpochNanos) {
    windows.forEach(
        (phase, window) ->
            json.putArray(phase.key())
                .add(toEpochNanos.applyAsLong(window.startNanos()))
                .add(toEpochNanos.applyAsLong(window.endNanos())));
  }

  private static void write(Cut cut, ObjectNode json) {
    json.put("by", key(cut.kind())).put("reason", cut.reason());
  }

  /**
   * The levels that were written.
   *
   * @throws IllegalArgumentException where a value is refused
   */
  static List<LevelFacts> read(JsonNode json) {
    List<LevelFacts> levels = new ArrayList<>();
    for (JsonNode one : json) {
      levels.add(
          new LevelFacts(
              one.path("number").asInt(),
              LoadJson.read(one.path("load")),
              readWindows(one.path("windows")),
              one.has("cut") ? Optional.of(cut(one.path("cut"))) : Optional.empty()));
    }
    return levels;
  }

  static Map<Phase, LoadGate.Window> readWindows(JsonNode json) {
    Map<Phase, LoadGate.Window> windows = new EnumMap<>(Phase.class);
    for (Phase phase : Phase.values()) {
      JsonNode window = json.path(phase.key());
      if (window.size() == 2) {
        windows.put(phase, new LoadGate.Window(window.path(0).asLong(), window.path(1).asLong()));
      }
    }
    return windows;
  }

  private static Cut cut(JsonNode json) {
    return new Cut(
        constant(Cut.Kind.class, json.path("by").asText()), json.path("reason").asText());
  }

  static void write(Capacity capacity, ObjectNode json) {
    json.put("answer", capacity.answer().key());
    json.put("closed", capacity.closed());
    capacity.met().ifPresent(met -> json.put("met", met));
    capacity.missed().ifPresent(missed -> json.put("missed", missed));
    json.put("confidence", capacity.confidence());
    ArrayNode probes = json.putArray("probes");
    for (Capacity.Probe probe : capacity.probes()) {
      probes
          .addObject()
          .put("level", probe.level())
          .put("value", probe.value())
          .put("result", key(probe.verdict().result()))
          .put("reason", probe.verdict().reason());
    }
  }

  /**
   * The capacity that was written.
   *
   * @throws IllegalArgumentException where a value is refused
   */
  static Capacity readCapacity(JsonNode json) {
    List<Capacity.Probe> probes = new ArrayList<>();
    for (JsonNode probe : json.path("probes")) {
      probes.add(
          new Capacity.Probe(
              probe.path("level").asInt(),
              probe.path("value").asDouble(),
              new ProbeVerdict(
                  constant(ProbeVerdict.Result.class, probe.path("result").asText()),
                  probe.path("reason").asText())));
    }
    return new Capacity(
        constant(Capacity.Answer.class, json.path("answer").asText()),
        json.path("closed").asBoolean(),
        number(json.path("met")),
        number(json.path("missed")),
        json.path("confidence").asDouble(),
        probes);
  }

  private static OptionalDouble number(JsonNode json) {
    return json.isNumber() ? OptionalDouble.of(json.asDouble()) : OptionalDouble.empty();
  }

  static String key(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String key) {
    for (E constant : type.getEnumConstants()) {
      if (key(constant).equals(key)) {
        return constant;
      }
    }
    throw new IllegalArgumentException("\"" + key + "\" is not known");
  }
}
