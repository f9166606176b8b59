package io.github.gatlingllm.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.LoadProfile;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.load.RunEnd;
import io.github.gatlingllm.metrics.LimitedMetric;
import io.github.gatlingllm.metrics.RequestLimits;
import io.github.gatlingllm.metrics.RequestMetrics;
import io.github.gatlingllm.objective.ObjectiveNames;
import io.github.gatlingllm.objective.Objectives;
import io.github.gatlingllm.record.PromptSent;
import io.github.gatlingllm.record.RequestRecord;
import io.github.gatlingllm.record.RunLog;
import io.github.gatlingllm.report.KnownRun;
import io.github.gatlingllm.report.RebuiltRun;
import io.github.gatlingllm.report.RunFacts;
import io.github.gatlingllm.report.RunFactsFile;
import io.github.gatlingllm.report.RunSummary;
import io.github.gatlingllm.report.VerdictSettings;
import io.github.gatlingllm.stream.StreamOutcome;
import io.github.gatlingllm.stream.StreamResult;
import io.github.gatlingllm.timing.RequestInstants;
import io.github.gatlingllm.timing.RunClock;
import io.github.gatlingllm.timing.TokenTimeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Folders of runs that are over, as a live run leaves them, and what is exported of them. */
final class ExportedRuns {

  static final StreamOutcome OK = new StreamOutcome.Ok();

  /** The instant 0 of the run's clock. */
  static final Instant ORIGIN = Instant.ofEpochSecond(1000);

  /** A request is good below 200 ms to its first token, 60 ms a token and a second in all. */
  static final Objectives ASKED =
      new Objectives(
          RequestLimits.NONE
              .with(LimitedMetric.TTFT, Duration.ofMillis(200))
              .with(LimitedMetric.TPOT, Duration.ofMillis(60))
              .with(LimitedMetric.E2E, Duration.ofSeconds(1)),
          List.of(ObjectiveNames.of("ttft.p50", 500), ObjectiveNames.of("errorRate", 0.1)));

  private static final ObjectMapper JSON = new ObjectMapper();

  private ExportedRuns() {}

  /**
   * Three that succeeded and one that failed: a stream of 5 tokens from 0 to 500 ms, one of a
   * single token from 100 to 400, one in one piece from 1.2 to 1.8 s, an error from 0.2 to 0.3.
   */
  static List<RequestRecord> four() {
    return List.of(
        request("one", OK, 0, 500, new Usage(10, 5, -1, -1), "=1+1", 100, 200, 300, 350, 400),
        request(
            "bad",
            new StreamOutcome.HttpError(429, "", "slow | down <b>\"now\"</b>\n@you"),
            200,
            300,
            new Usage(7, -1, -1, -1),
            ""),
        request("two", OK, 100, 400, new Usage(20, 1, -1, -1), "b", 250),
        whole("three", 1200, 1800, new Usage(30, 3, -1, -1)));
  }

  /** A streamed request; times in milliseconds, those of its events since its start. */
  static RequestRecord request(
      String id,
      StreamOutcome outcome,
      double startMs,
      double endMs,
      Usage usage,
      String answer,
      double... eventsMs) {
    TokenTimeline timeline = new TokenTimeline();
    for (double event : eventsMs) {
      timeline.append(nanos(startMs + event), true, TokenTimeline.UNKNOWN);
    }
    return record(id, outcome, timeline, true, startMs, endMs, usage, answer);
  }

  private static RequestRecord whole(String id, double startMs, double endMs, Usage usage) {
    TokenTimeline timeline = new TokenTimeline();
    timeline.append(nanos(endMs), true, TokenTimeline.UNKNOWN);
    return record(id, OK, timeline, false, startMs, endMs, usage, "whole");
  }

  /** One that was answered with vectors, for so many inputs. */
  static RequestRecord inputs(String id, double startMs, double endMs, int inputs) {
    RequestRecord plain =
        record(id, OK, new TokenTimeline(), false, startMs, endMs, new Usage(30, -1, -1, -1), "");
    return new RequestRecord(
        id,
        plain.name(),
        plain.phase(),
        plain.level(),
        OK,
        plain.metrics(),
        Map.of(),
        plain.prompt().ofInputs("prompt", inputs),
        "",
        "",
        false,
        1,
        null);
  }

  private static RequestRecord record(
      String id,
      StreamOutcome outcome,
      TokenTimeline timeline,
      boolean streamed,
      double startMs,
      double endMs,
      Usage usage,
      String answer) {
    long start = nanos(startMs);
    RequestInstants instants =
        new RequestInstants(start, start, start + 1000, start + 2000, nanos(endMs));
    String reason = outcome.isOk() ? "stop" : "";
    RequestMetrics metrics =
        RequestMetrics.of(
            new StreamResult(
                outcome, instants, timeline, streamed, 200, usage, reason, answer, false, 1));
    return new RequestRecord(
        id,
        "chat",
        Phase.STEADY,
        LoadGate.NO_LEVEL,
        outcome,
        metrics,
        Map.of(Phase.STEADY, (long) metrics.outputTokens()),
        new PromptSent("prompt", -1, -1),
        reason,
        answer,
        false,
        1,
        null);
  }

  private static long nanos(double millis) {
    return Math.round(millis * 1e6);
  }

  /** The folder of a run that had a closed load of two streams. */
  static RunSummary write(Path folder, List<RequestRecord> requests) throws IOException {
    return write(folder, requests, ASKED, RunEnd.COMPLETED);
  }

  static RunSummary write(Path folder, List<RequestRecord> requests, Objectives asked, RunEnd end)
      throws IOException {
    RunClock clock = RunClock.of(() -> 0, ORIGIN);
    try (RunLog log = new RunLog(folder.resolve("run_log.jsonl"), clock)) {
      for (RequestRecord request : requests) {
        log.write(request);
      }
    }
    KnownRun known =
        new KnownRun(
            facts(asked, end),
            VerdictSettings.DEFAULT,
            new KnownRun.Client(1, 1, 1),
            true,
            OptionalLong.empty(),
            true);
    RunFactsFile.append(folder.resolve(RunFactsFile.FILE), known, clock::toEpochNanos);
    return RebuiltRun.summaryOf(folder);
  }

  private static RunFacts facts(Objectives asked, RunEnd end) {
    return new RunFacts(
        "run-1",
        "Some|Simulation",
        ORIGIN,
        ORIGIN.plusSeconds(2),
        0,
        0,
        Map.of("gatling-llm", "0.1.0"),
        Map.of("processors", 2),
        Map.of(
            "api",
            "openai",
            "model",
            "some-model",
            "baseUrl",
            "http://localhost/v1",
            "streaming",
            true),
        Map.of(Phase.STEADY, new LoadGate.Window(0, nanos(2000))),
        Optional.of(LoadProfile.concurrency(2).maxRequests(4)),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        end,
        Optional.empty(),
        asked,
        0,
        0,
        List.of(),
        List.of(),
        Optional.empty(),
        Map.of());
  }

  /** Exports a run in one format; what there was to say of it. */
  static List<String> export(ExportFormat format, RunSummary summary, Path folder) {
    return Exports.of(name -> null).write(Set.of(format), summary, folder);
  }

  static JsonNode json(Path file) throws IOException {
    return JSON.readTree(Files.readString(file));
  }

  static JsonNode json(String text) throws IOException {
    return JSON.readTree(text);
  }
}
