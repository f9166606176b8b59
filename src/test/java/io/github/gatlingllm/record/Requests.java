package io.github.gatlingllm.record;

import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.metrics.RequestMetrics;
import io.github.gatlingllm.prompt.PromptReuse;
import io.github.gatlingllm.prompt.Turn;
import io.github.gatlingllm.stream.StreamOutcome;
import io.github.gatlingllm.stream.StreamResult;
import io.github.gatlingllm.stream.TimeoutKind;
import io.github.gatlingllm.stream.TransportFault;
import io.github.gatlingllm.timing.RequestInstants;
import io.github.gatlingllm.timing.RunClock;
import io.github.gatlingllm.timing.TokenTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Ended requests, by hand and by chance. */
public final class Requests {

  static final StreamOutcome OK = new StreamOutcome.Ok();

  /** One of each kind of outcome, and some kinds twice. */
  static final List<StreamOutcome> OUTCOMES =
      List.of(
          OK,
          new StreamOutcome.TransportFailed(TransportFault.values()[0], "refused"),
          new StreamOutcome.TimedOut(TimeoutKind.TOTAL, Duration.ofSeconds(3)),
          new StreamOutcome.HttpError(429, "7", "HTTP 429: slow down"),
          new StreamOutcome.HttpError(503, "", "HTTP 503: busy"),
          new StreamOutcome.StreamError("overloaded", "the server gave up"),
          new StreamOutcome.Truncated("no terminal event"),
          new StreamOutcome.Malformed("not JSON"),
          new StreamOutcome.Empty("finished without output"),
          new StreamOutcome.ContentFiltered("filtered"),
          new StreamOutcome.Cancelled("the user left"),
          new StreamOutcome.Aborted("the run ended"));

  private static final long NANOS_PER_MILLI = 1_000_000;

  private Requests() {}

  /** A clock that stands still at 0 nanos, which are 1 000 s after the epoch. */
  static RunClock clock() {
    return RunClock.of(() -> 0, Instant.ofEpochSecond(1000));
  }

  static StreamResult result(
      StreamOutcome outcome, RequestInstants instants, TokenTimeline timeline, Usage usage) {
    return new StreamResult(
        outcome, instants, timeline, true, 200, usage, "stop", "hello", false, 1);
  }

  /** A request of one second; its events in nanoseconds since its start. */
  static RequestRecord of(StreamOutcome outcome, Usage usage, long... eventNanos) {
    TokenTimeline timeline = new TokenTimeline();
    for (long nanos : eventNanos) {
      timeline.append(nanos, true, TokenTimeline.UNKNOWN);
    }
    RequestInstants instants = new RequestInstants(0, 0, 10, 20, 1_000_000_000L);
    return record("id", Phase.STEADY, result(outcome, instants, timeline, usage), "prompt", 5);
  }

  /** A streamed request of the steady phase; all times in milliseconds since its start. */
  public static RequestRecord lasting(StreamOutcome outcome, long e2eMillis, long... eventMillis) {
    TokenTimeline timeline = new TokenTimeline();
    for (long millis : eventMillis) {
      timeline.append(millis * NANOS_PER_MILLI, true, TokenTimeline.UNKNOWN);
    }
    RequestInstants instants = new RequestInstants(0, 0, 10, 20, e2eMillis * NANOS_PER_MILLI);
    return record("id", Phase.STEADY, result(outcome, instants, timeline, Usage.NONE), "prompt", 5);
  }

  /** A request that an answer in full did not make good. */
  public static RequestRecord turnedDown(RequestRecord request) {
    return withTexts(request, "not what was asked for");
  }

  static RequestRecord numbered(int number) {
    RequestInstants instants = new RequestInstants(number, number, 10, 20, 1_000_000_000L);
    TokenTimeline timeline = new TokenTimeline();
    timeline.append(500, true, TokenTimeline.UNKNOWN);
    return record(
        "id-" + number, Phase.STEADY, result(OK, instants, timeline, Usage.NONE), "prompt", 5);
  }

  public static RequestRecord record(
      String id, Phase phase, StreamResult result, String prompt, int promptTokens) {
    RequestMetrics metrics = RequestMetrics.of(result);
    Map<Phase, Long> tokens = new EnumMap<>(Phase.class);
    tokens.put(phase, (long) metrics.outputTokens() / 2);
    tokens.put(Phase.DRAIN, metrics.outputTokens() - (long) metrics.outputTokens() / 2);
    return new RequestRecord(
        id,
        "chat",
        phase,
        LoadGate.NO_LEVEL,
        result.outcome(),
        metrics,
        tokens,
        new PromptSent(prompt, promptTokens, 64),
        result.finishReason(),
        result.text(),
        result.textTruncated(),
        result.sends(),
        null);
  }

  /** A successful request with a finish reason. */
  static RequestRecord finished(String reason) {
    RequestRecord request = numbered(0);
    return new RequestRecord(
        request.requestId(),
        request.name(),
        request.phase(),
        request.level(),
        OK,
        request.metrics(),
        request.tokensByPhase(),
        request.prompt(),
        reason,
        request.answer(),
        false,
        1,
        null);
  }

  /** The same request with another name, of another phase. */
  public static RequestRecord named(RequestRecord request, String name, Phase phase) {
    return new RequestRecord(
        request.requestId(),
        name,
        phase,
        request.level(),
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

  /** The same request of a level. */
  public static RequestRecord ofLevel(RequestRecord request, int level) {
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

  /** The same requests, named by chance. */
  public static List<RequestRecord> named(
      List<RequestRecord> requests, List<String> names, long seed) {
    Random random = new Random(seed);
    return requests.stream()
        .map(of -> named(of, names.get(random.nextInt(names.size())), of.phase()))
        .toList();
  }

  /** The same request with other texts. */
  static RequestRecord withTexts(RequestRecord request, String text) {
    return new RequestRecord(
        request.requestId(),
        text,
        request.phase(),
        request.level(),
        request.outcome(),
        request.metrics(),
        request.tokensByPhase(),
        new PromptSent(text, 1, 1),
        text,
        text,
        true,
        2,
        text);
  }

  public static List<RequestRecord> random(int count, long seed) {
    Random random = new Random(seed);
    List<RequestRecord> requests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      requests.add(asking(random("id-" + i, random), random));
    }
    return requests;
  }

  private static RequestRecord asking(RequestRecord request, Random random) {
    PromptReuse reuse =
        new PromptReuse(
            random.nextBoolean(),
            random.nextInt(3) * 100,
            random.nextInt(4) - 1,
            random.nextInt(3));
    Turn turn = random.nextBoolean() ? Turn.NONE : new Turn("s-" + random.nextInt(9), 3);
    PromptSent prompt = request.prompt();
    return asking(
        request,
        new PromptSent(
            prompt.text(),
            prompt.tokenCount(),
            random.nextInt(9) - 1,
            64,
            reuse,
            turn,
            random.nextBoolean() ? "" : "o200k_base"));
  }

  /** The same request with another prompt. */
  public static RequestRecord asking(RequestRecord request, PromptSent prompt) {
    return new RequestRecord(
        request.requestId(),
        request.name(),
        request.phase(),
        request.level(),
        request.outcome(),
        request.metrics(),
        request.tokensByPhase(),
        prompt,
        request.finishReason(),
        request.answer(),
        request.answerTruncated(),
        request.sends(),
        request.checkError());
  }

  private static RequestRecord random(String id, Random random) {
    StreamOutcome outcome =
        random.nextBoolean() ? OK : OUTCOMES.get(random.nextInt(OUTCOMES.size()));
    long scheduled = random.nextLong(-1_000_000_000L, 1_000_000_000L);
    long started = scheduled + (random.nextBoolean() ? 0 : random.nextLong(5_000_000));
    long written = started + random.nextLong(1_000_000);
    long headers = written + random.nextLong(50_000_000);
    TokenTimeline timeline = new TokenTimeline();
    int events = outcome instanceof StreamOutcome.Empty ? 0 : random.nextInt(40);
    events = outcome.isOk() ? events + 1 : events;
    boolean runs = random.nextInt(4) == 0;
    int tokens = 0;
    long last = headers;
    for (int i = 0; i < events; i++) {
      last += random.nextLong(30_000_000);
      tokens += random.nextInt(3);
      timeline.append(last, random.nextInt(3) > 0, runs ? tokens : TokenTimeline.UNKNOWN);
    }
    Usage usage =
        switch (random.nextInt(3)) {
          case 0 -> Usage.NONE;
          case 1 -> new Usage(random.nextInt(500), runs ? tokens : events, -1, -1);
          default -> new Usage(random.nextInt(500), events + random.nextInt(9), 2, 3);
        };
    RequestInstants instants =
        new RequestInstants(
            scheduled,
            started,
            random.nextInt(9) == 0 ? RequestInstants.NEVER : written,
            random.nextInt(9) == 0 ? RequestInstants.NEVER : headers,
            last + 1 + random.nextLong(1_000_000));
    StreamResult result =
        new StreamResult(
            outcome,
            instants,
            timeline,
            random.nextInt(6) > 0,
            200,
            usage,
            random.nextBoolean() ? "stop" : "length",
            "answer",
            false,
            1 + random.nextInt(2));
    Phase phase = Phase.values()[random.nextInt(3)];
    return record(id, phase, result, "prompt", random.nextBoolean() ? -1 : random.nextInt(500));
  }
}
