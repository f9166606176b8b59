package io.github.gatlingllm.gatling;

import io.github.gatlingllm.load.Capacity;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.LoadProfile;
import io.github.gatlingllm.load.OpenLoad;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.report.LevelFacts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The protocols that take part in a run, and their loads: what the results tell of them. Of what a
 * report has room for once, the first one's holds.
 */
final class ReportedLoads {

  private final List<LlmProtocol> protocols = new ArrayList<>();
  private final List<LoadGate> gates = new ArrayList<>();
  private @Nullable RunLevels levels;

  void add(LlmProtocol protocol, LoadGate gate) {
    protocols.add(protocol);
    gates.add(gate);
  }

  void add(LlmProtocol protocol, RunLevels ofProtocol) {
    protocols.add(protocol);
    levels = ofProtocol;
  }

  /** What the requests were sent to. */
  Map<String, Object> endpoint() {
    LlmProtocol protocol = protocols.get(0);
    Map<String, Object> endpoint = new LinkedHashMap<>();
    endpoint.put("api", protocol.api().name());
    endpoint.put("baseUrl", protocol.endpoint());
    endpoint.put("model", protocol.modelName());
    endpoint.put("streaming", protocol.streaming());
    return endpoint;
  }

  Optional<LoadProfile> profile() {
    return Optional.ofNullable(protocols.get(0).load());
  }

  /** The weights of the first mix of prompts that has any. */
  Map<String, Integer> weights() {
    return protocols.stream()
        .map(LlmProtocol::weights)
        .filter(asked -> !asked.isEmpty())
        .findFirst()
        .orElse(Map.of());
  }

  boolean hasLevels() {
    return levels != null;
  }

  /** What a search for the capacity has found until now, if the levels are one. */
  Optional<Capacity> capacity() {
    return levels == null ? Optional.empty() : levels.capacity();
  }

  /**
   * The levels that have begun, with their windows once they are over.
   *
   * @param runIsOver whether the run is
   */
  List<LevelFacts> levelFacts(boolean runIsOver) {
    return levels == null ? List.of() : LevelWindows.of(levels.levels(), runIsOver);
  }

  /** Levels are several loads, whatever there is beside them. */
  boolean isOne() {
    return levels == null && gates.stream().distinct().count() == 1;
  }

  /**
   * When the run's only load began by its schedule; a closed load begins with its first request,
   * whenever that is.
   */
  OptionalLong scheduledBegin() {
    boolean scheduled = isOne() && protocols.get(0).load() instanceof OpenLoad;
    return scheduled ? gates.get(0).beginNanos() : OptionalLong.empty();
  }

  /**
   * The windows of the run's load; with several loads there is no one window for all of them.
   *
   * @param lastNanos when the last request ended
   */
  Map<Phase, LoadGate.Window> windows(long lastNanos) {
    Map<Phase, LoadGate.Window> windows = new EnumMap<>(Phase.class);
    if (isOne()) {
      for (Phase phase : Phase.values()) {
        gates.get(0).window(phase, lastNanos).ifPresent(window -> windows.put(phase, window));
      }
    }
    return windows;
  }
}
