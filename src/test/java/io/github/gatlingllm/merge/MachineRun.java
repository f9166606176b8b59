package io.github.gatlingllm.merge;

import io.github.gatlingllm.load.LoadGate.Window;
import io.github.gatlingllm.load.LoadProfile;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.load.RunEnd;
import io.github.gatlingllm.objective.Objectives;
import io.github.gatlingllm.record.RequestRecord;
import io.github.gatlingllm.record.Requests;
import io.github.gatlingllm.record.RunLog;
import io.github.gatlingllm.report.KnownRun;
import io.github.gatlingllm.report.LevelFacts;
import io.github.gatlingllm.report.RunFacts;
import io.github.gatlingllm.report.RunFactsFile;
import io.github.gatlingllm.report.VerdictSettings;
import io.github.gatlingllm.timing.RunClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** A run of one machine, with requests by chance, as its folder has it. Each begins a second in. */
final class MachineRun {

  static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
  static final int REQUESTS = 700;
  private static final long MILLI = 1_000_000;

  final Path folder;
  final Map<String, Object> endpoint = new LinkedHashMap<>();
  String runId;
  String host;
  Instant anchor = NOON;
  LoadProfile load = LoadProfile.concurrency(5);
  List<LevelFacts> levels = List.of();
  Objectives objectives = Objectives.NONE;
  Map<String, Integer> weights = Map.of();
  String version = "0.1.0";
  String simulation = "simulations.ChatSimulation";
  long notSent;
  double clockDriftMs = 0.5;
  boolean ended = true;
  private final long seed;

  MachineRun(Path parent, String name, long seed) {
    this.folder = parent.resolve(name);
    this.runId = name;
    this.host = "host-" + name;
    this.seed = seed;
    endpoint.put("api", "openai");
    endpoint.put("baseUrl", "http://endpoint:8000/v1");
    endpoint.put("model", "llama-3-8b");
    endpoint.put("streaming", true);
  }

  /** Its clock reads so much later. */
  MachineRun late(long millis) {
    anchor = NOON.plusMillis(millis);
    return this;
  }

  /** Of each level in turn, if there are levels. */
  List<RequestRecord> requests() {
    List<RequestRecord> requests = Requests.random(REQUESTS, seed);
    return levels.isEmpty()
        ? requests
        : IntStream.range(0, REQUESTS)
            .mapToObj(i -> Requests.ofLevel(requests.get(i), i % levels.size()))
            .toList();
  }

  /** Phases of its own: steady from half a second before the anchor to half a second after it. */
  static Map<Phase, Window> windows() {
    Map<Phase, Window> windows = new EnumMap<>(Phase.class);
    windows.put(Phase.RAMP_UP, window(-1000, -500));
    windows.put(Phase.STEADY, window(-500, 500));
    windows.put(Phase.RAMP_DOWN, window(500, 1100));
    windows.put(Phase.DRAIN, window(1100, 4000));
    return windows;
  }

  static Window window(long fromMillis, long toMillis) {
    return new Window(fromMillis * MILLI, toMillis * MILLI);
  }

  RunClock clock() {
    return RunClock.of(() -> 0, anchor);
  }

  Path write() throws IOException {
    Files.createDirectories(folder);
    try (RunLog log = new RunLog(folder.resolve("run_log.jsonl"), clock())) {
      for (RequestRecord request : requests()) {
        log.write(request);
      }
    }
    RunFactsFile.append(
        folder.resolve("run_facts.jsonl"),
        new KnownRun(
            facts(),
            VerdictSettings.DEFAULT,
            new KnownRun.Client(2, 4, 1000),
            levels.isEmpty(),
            OptionalLong.empty(),
            ended),
        clock()::toEpochNanos);
    return folder;
  }

  private RunFacts facts() {
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("name", host);
    machine.put("clockDriftMs", clockDriftMs);
    return new RunFacts(
        runId,
        simulation,
        anchor,
        anchor.plusSeconds(2),
        0,
        0,
        Map.of("gatling-llm", version),
        machine,
        endpoint,
        levels.isEmpty() ? windows() : Map.of(),
        Optional.of(load),
        levels,
        Optional.empty(),
        Optional.empty(),
        ended ? RunEnd.COMPLETED : RunEnd.UNFINISHED,
        Optional.empty(),
        objectives,
        notSent,
        0,
        List.of("a warning of its own"),
        List.of(),
        Optional.empty(),
        weights);
  }
}
