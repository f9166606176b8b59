package io.github.gatlingllm.report;

import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.health.ClientHealth;
import io.github.gatlingllm.load.Capacity;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.LoadProfile;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.load.Prices;
import io.github.gatlingllm.load.RunEnd;
import io.github.gatlingllm.metrics.RequestMetrics;
import io.github.gatlingllm.objective.Objectives;
import io.github.gatlingllm.record.PromptSent;
import io.github.gatlingllm.record.RequestRecord;
import io.github.gatlingllm.record.RunStatistics;
import io.github.gatlingllm.stream.StreamOutcome;
import io.github.gatlingllm.stream.StreamResult;
import io.github.gatlingllm.timing.RequestInstants;
import io.github.gatlingllm.timing.TokenTimeline;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds requests and runs by hand; the run's clock counts from 0 here. */
final class Runs {

  static final long MILLI = 1_000_000L;
  static final StreamOutcome OK = new StreamOutcome.Ok();

  private Runs() {}

  /** The example of flotest's run log: a success, a second one, an HTTP error and an empty one. */
  static List<RequestRecord> flotestExample() {
    return List.of(
        request(Phase.RAMP_UP, OK, 1523.4, 2723.4, new Usage(64, 48, -1, -1), 180, 200, 222, 243),
        request(Phase.STEADY, OK, 2730.1, 3530.1, new Usage(64, 40, -1, -1), 90, 109, 127),
        request(
            Phase.STEADY,
            new StreamOutcome.HttpError(
                429, "", "HTTP 429: {\"error\":{\"message\":\"rate limited\"}}"),
            2731,
            2831,
            new Usage(70, -1, -1, -1)),
        request(
            Phase.STEADY,
            new StreamOutcome.Empty("no output"),
            3540,
            4523.4,
            new Usage(61, 0, -1, -1)));
  }

  /** A streamed request; times in milliseconds, those of its events since its start. */
  static RequestRecord request(
      Phase phase,
      StreamOutcome outcome,
      double startMs,
      double endMs,
      Usage usage,
      double... eventsMs) {
    TokenTimeline timeline = new TokenTimeline();
    for (double event : eventsMs) {
      timeline.append(nanos(startMs + event), true, TokenTimeline.UNKNOWN);
    }
    return record(phase, result(outcome, timeline, true, startMs, endMs, usage));
  }

  /** The same request, started so late. */
  static RequestRecord late(RequestRecord request, double lateMs) {
    RequestInstants on = request.metrics().instants();
    RequestInstants late =
        new RequestInstants(
            on.started() - nanos(lateMs), on.started(), on.written(), on.headers(), on.done());
    StreamResult result =
        new StreamResult(
            OK,
            late,
            request.metrics().timeline(),
            true,
            200,
            request.metrics().usage(),
            "stop",
            "",
            false,
            1);
    return record(request.phase(), result);
  }

  /** A request whose answer came in one piece. */
  static RequestRecord unstreamed(Phase phase, double startMs, double endMs, Usage usage) {
    TokenTimeline timeline = new TokenTimeline();
    timeline.append(nanos(endMs), true, TokenTimeline.UNKNOWN);
    return record(phase, result(OK, timeline, false, startMs, endMs, usage));
  }

  private static StreamResult result(
      StreamOutcome outcome,
      TokenTimeline timeline,
      boolean streamed,
      double startMs,
      double endMs,
      Usage usage) {
    long started = nanos(startMs);
    return new StreamResult(
        outcome,
        new RequestInstants(started, started, started + MILLI, RequestInstants.NEVER, nanos(endMs)),
        timeline,
        streamed,
        200,
        usage,
        outcome.isOk() ? "stop" : "",
        "",
        false,
        1);
  }

  static RequestRecord record(Phase phase, StreamResult result) {
    RequestMetrics metrics = RequestMetrics.of(result);
    return new RequestRecord(
        "id",
        "chat",
        phase,
        LoadGate.NO_LEVEL,
        result.outcome(),
        metrics,
        Map.of(phase, (long) metrics.outputTokens()),
        new PromptSent("prompt", -1, -1),
        result.finishReason(),
        "",
        false,
        1,
        null);
  }

  static RunStatistics statistics(List<RequestRecord> requests) {
    RunStatistics statistics = new RunStatistics();
    requests.forEach(statistics::add);
    return statistics;
  }

  static long nanos(double ms) {
    return Math.round(ms * MILLI);
  }

  /** Facts of a run that shows the run clock's own times as those of the epoch. */
  static RunFacts facts(double firstMs, double lastMs, Map<Phase, LoadGate.Window> windows) {
    return facts(firstMs, lastMs, windows, List.of(), 0);
  }

  static RunFacts facts(
      double firstMs,
      double lastMs,
      Map<Phase, LoadGate.Window> windows,
      List<String> warnings,
      long notLogged) {
    return facts(firstMs, lastMs, windows, warnings, 0, notLogged);
  }

  static RunFacts facts(
      double firstMs,
      double lastMs,
      Map<Phase, LoadGate.Window> windows,
      List<String> warnings,
      long notSent,
      long notLogged) {
    Map<String, Object> endpoint = new LinkedHashMap<>();
    endpoint.put("api", "openai");
    endpoint.put("baseUrl", "http://localhost:8000/v1");
    endpoint.put("model", "llama-3-8b");
    endpoint.put("streaming", true);
    Map<String, Object> host = new LinkedHashMap<>();
    host.put("os", "Linux 6.1 amd64");
    host.put("cpus", 2);
    host.put("maxHeapMiB", 512.5);
    return new RunFacts(
        "2026-01-01T00-00-00",
        "simulations.ChatSimulation",
        Instant.parse("2026-01-01T00:00:00Z"),
        Instant.parse("2026-01-01T00:00:04.523Z"),
        Math.round(firstMs * 1e6),
        Math.round(lastMs * 1e6),
        Map.of("gatling-llm", "0.1.0"),
        host,
        endpoint,
        windows,
        Optional.of(
            LoadProfile.concurrency(2)
                .rampUp(Duration.ofSeconds(1))
                .steady(Duration.ofMillis(1500))
                .rampDown(Duration.ofMillis(500))),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        RunEnd.COMPLETED,
        Optional.empty(),
        Objectives.NONE,
        notSent,
        notLogged,
        warnings,
        List.of(Path.of("results/2026-01-01T00-00-00/summary.json")),
        Optional.of(Path.of("target/gatling/chat/index.html")),
        Map.of());
  }

  static LoadGate.Window window(double fromMs, double toMs) {
    return new LoadGate.Window(nanos(fromMs), nanos(toMs));
  }

  /** The windows of flotest's example, which does not give them. */
  static Map<Phase, LoadGate.Window> exampleWindows() {
    return Map.of(
        Phase.RAMP_UP, window(1523.4, 2723.4),
        Phase.STEADY, window(2723.4, 3723.4),
        Phase.DRAIN, window(3723.4, 4523.4));
  }

  /** The summary of a run whose client was not looked at. */
  static RunSummary summary(RunStatistics statistics, RunFacts facts, GatlingFigures gatling) {
    return RunSummary.of(
        statistics, facts, gatling, ClientHealth.unknown(), VerdictSettings.DEFAULT);
  }

  static RunSummary exampleSummary(GatlingFigures gatling) {
    return summary(statistics(flotestExample()), facts(1523.4, 4523.4, exampleWindows()), gatling);
  }

  static GatlingRow row(List<String> groups, String name, long ok, long ko) {
    return new GatlingRow(
        groups, name, ok + ko, ok, ko, 100, 1200, 770, 400, Map.of(50.0, 800, 99.0, 1196));
  }

  /** The summary of flotest's example, of a run that is told apart from others by these. */
  static RunSummary exampleSummary(
      Map<Phase, LoadGate.Window> windows,
      Optional<CalibrationResult> calibration,
      RunEnd end,
      Optional<Prices> prices) {
    RunFacts facts = facts(1523.4, 4523.4, windows);
    RunFacts told =
        new RunFacts(
            facts.runId(),
            facts.simulation(),
            facts.start(),
            facts.end(),
            facts.firstStartEpochNanos(),
            facts.lastEndEpochNanos(),
            facts.versions(),
            facts.host(),
            facts.endpoint(),
            facts.windows(),
            facts.load(),
            facts.levels(),
            facts.capacity(),
            calibration,
            end,
            prices,
            facts.objectives(),
            facts.notSent(),
            facts.notLogged(),
            facts.warnings(),
            facts.files(),
            facts.gatlingReport(),
            facts.weights());
    return summary(statistics(flotestExample()), told, GatlingFigures.missing("none"));
  }

  /** The same facts, of a run of which so much was asked. */
  static RunFacts asking(RunFacts facts, Objectives objectives) {
    return new RunFacts(
        facts.runId(),
        facts.simulation(),
        facts.start(),
        facts.end(),
        facts.firstStartEpochNanos(),
        facts.lastEndEpochNanos(),
        facts.versions(),
        facts.host(),
        facts.endpoint(),
        facts.windows(),
        facts.load(),
        facts.levels(),
        facts.capacity(),
        facts.calibration(),
        facts.ended(),
        facts.prices(),
        objectives,
        facts.notSent(),
        facts.notLogged(),
        facts.warnings(),
        facts.files(),
        facts.gatlingReport(),
        facts.weights());
  }

  /** The same facts, of a run that had levels. */
  static RunFacts levelled(RunFacts facts, List<LevelFacts> levels, Optional<Capacity> capacity) {
    return new RunFacts(
        facts.runId(),
        facts.simulation(),
        facts.start(),
        facts.end(),
        facts.firstStartEpochNanos(),
        facts.lastEndEpochNanos(),
        facts.versions(),
        facts.host(),
        facts.endpoint(),
        facts.windows(),
        Optional.empty(),
        levels,
        capacity,
        facts.calibration(),
        facts.ended(),
        facts.prices(),
        facts.objectives(),
        facts.notSent(),
        facts.notLogged(),
        facts.warnings(),
        facts.files(),
        facts.gatlingReport(),
        facts.weights());
  }

  /** The same request, of a level. */
  static RequestRecord ofLevel(RequestRecord request, int level) {
    return new RequestRecord(
        request.requestId(),
        request.name(),
        request.phase(),
        level,
        request.outcome(),
        request.metrics(),
        request.tokensByPhase(),
        request.prompt(),
        request.finishReason(),
        request.answer(),
        request.answerTruncated(),
        request.sends(),
        request.checkError());
  }

  /** The same run with other files. */
  static RunFacts withFiles(RunFacts facts, List<Path> files) {
    return new RunFacts(
        facts.runId(),
        facts.simulation(),
        facts.start(),
        facts.end(),
        facts.firstStartEpochNanos(),
        facts.lastEndEpochNanos(),
        facts.versions(),
        facts.host(),
        facts.endpoint(),
        facts.windows(),
        facts.load(),
        facts.levels(),
        facts.capacity(),
        facts.calibration(),
        facts.ended(),
        facts.prices(),
        facts.objectives(),
        facts.notSent(),
        facts.notLogged(),
        facts.warnings(),
        files,
        facts.gatlingReport(),
        facts.weights());
  }

  /** What a file keeps of a run. */
  static KnownRun known(RunFacts facts, boolean ended) {
    return new KnownRun(
        facts,
        VerdictSettings.DEFAULT,
        new KnownRun.Client(2, 4, 1000),
        true,
        java.util.OptionalLong.empty(),
        ended);
  }
}
