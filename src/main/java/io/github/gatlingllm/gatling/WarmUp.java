package io.github.gatlingllm.gatling;

import io.gatling.core.CoreComponents;
import io.github.gatlingllm.api.LlmRequest;
import io.github.gatlingllm.api.Message;
import io.github.gatlingllm.api.OpenAiChat;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.metrics.RequestMetrics;
import io.github.gatlingllm.record.PromptSent;
import io.github.gatlingllm.record.RecordSink;
import io.github.gatlingllm.record.RequestRecord;
import io.github.gatlingllm.record.RunLog;
import io.github.gatlingllm.record.RunRecorder;
import io.github.gatlingllm.record.TokensByPhase;
import io.github.gatlingllm.stream.StreamExchange;
import io.github.gatlingllm.stream.StreamLimits;
import io.github.gatlingllm.stream.StreamResult;
import io.github.gatlingllm.timing.RunClock;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * Lets this JVM load and compile what a request needs before the first one that counts: for a short
 * time, answers are streamed from a source of its own on the loopback address through the whole
 * path, from connection to log line. The target is never touched, and nothing of it is reported.
 *
 * <p>Once a JVM: what has been compiled stays so.
 */
final class WarmUp {

  private static final AtomicBoolean DONE = new AtomicBoolean();
  private static final int MAX_TOKENS = 256;
  private static final Phase[] PHASES = Phase.values();

  private final RunClock clock;
  private final long endNanos;
  private final OpenAiChat api;
  private final HttpTransport transport;
  private final RunRecorder recorder;
  private final LoadGate gate = LoadGate.open();
  private final LongAdder answers = new LongAdder();
  private final LongAdder tokens = new LongAdder();
  private final CountDownLatch lanes;

  /**
   * What a warm-up did.
   *
   * @param nanos how long it took
   * @param answers how many answers were streamed
   * @param tokens how many tokens they had
   */
  record Report(long nanos, long answers, long tokens) {

    static final Report NONE = new Report(0, 0, 0);

    Report plus(Report other) {
      return new Report(nanos + other.nanos, answers + other.answers, tokens + other.tokens);
    }

    @Override
    public String toString() {
      return String.format(
          java.util.Locale.ROOT,
          "client warmed up for %.1f s against itself: %,d answers, %,d tokens",
          nanos / 1e9,
          answers,
          tokens);
    }
  }

  private WarmUp(
      RunClock clock,
      Duration limit,
      OpenAiChat api,
      HttpTransport transport,
      RunRecorder recorder,
      int lanes) {
    this.clock = clock;
    this.endNanos = clock.nanos() + limit.toNanos();
    this.api = api;
    this.transport = transport;
    this.recorder = recorder;
    this.lanes = new CountDownLatch(lanes);
  }

  /**
   * Warms up, unless this JVM has been, or the limit is zero; a machine that lets no loopback port
   * be opened goes without. Blocks its thread meanwhile, which must be none of the event loops.
   *
   * @param tls whether the endpoint will be spoken to over TLS
   */
  static Report run(
      CoreComponents core,
      RunClock clock,
      List<EventLoop> loops,
      ClientWarmUp settings,
      boolean tls) {
    if (settings.limit().isZero() || !DONE.compareAndSet(false, true)) {
      return Report.NONE;
    }
    return warm(core, clock, loops, settings, tls);
  }

  /** Warms up, whatever has been done before: one round for each kind of answers. */
  static Report warm(
      CoreComponents core,
      RunClock clock,
      List<EventLoop> loops,
      ClientWarmUp settings,
      boolean tls) {
    Report report = Report.NONE;
    Duration limit = settings.limit().dividedBy(ClientWarmUp.Answers.values().length);
    try {
      for (ClientWarmUp.Answers answers : ClientWarmUp.Answers.values()) {
        report = report.plus(round(core, clock, loops, settings.upTo(limit), answers, tls));
      }
    } catch (UncheckedIOException e) {
      System.err.println("gatling-llm: the client starts cold: " + e.getMessage());
    }
    System.gc(); // Garbage of the warm-up is none of the run's.
    return report;
  }

  private static Report round(
      CoreComponents core,
      RunClock clock,
      List<EventLoop> loops,
      ClientWarmUp settings,
      ClientWarmUp.Answers answers,
      boolean tls) {
    long startNanos = clock.nanos();
    try (ClientWarmUp.Source source = settings.sources().start(answers, tls);
        HttpTransport transport = new HttpTransport(core, transport(tls), clock, null);
        ThrowawayLog log = ThrowawayLog.open(clock);
        RunRecorder recorder = new RunRecorder(clock, log.sinks())) {
      int lanes = answers.streamsPerLoop() * loops.size();
      WarmUp warmUp =
          new WarmUp(
              clock,
              settings.limit(),
              new OpenAiChat(source.baseUrl()),
              transport,
              recorder,
              lanes);
      warmUp.stream(loops, answers.streamsPerLoop(), settings.limit().plus(settings.grace()));
      return new Report(clock.nanos() - startNanos, warmUp.answers.sum(), warmUp.tokens.sum());
    }
  }

  /** Nobody vouches for the source's certificate: it is in this process, and sees no secret. */
  private static TransportSettings transport(boolean tls) {
    return tls ? TransportSettings.DEFAULT.withoutVerification() : TransportSettings.DEFAULT;
  }

  private void stream(List<EventLoop> loops, int streamsPerLoop, Duration longest) {
    for (EventLoop eventLoop : loops) {
      for (int i = 0; i < streamsPerLoop; i++) {
        eventLoop.execute(() -> send(eventLoop));
      }
    }
    try {
      lanes.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(EventLoop eventLoop) {
    long now = clock.nanos();
    LlmRequest request =
        new LlmRequest(
            "warm-up",
            List.of(new Message("user", "warm-up")),
            OptionalInt.of(MAX_TOKENS),
            true,
            true,
            Map.of());
    StreamExchange exchange =
        new StreamExchange(api, StreamLimits.DEFAULT, Redaction.NONE, now, now);
    LlmCall call =
        new LlmCall(
            clock,
            eventLoop,
            exchange,
            new TransportFailures(TransportSettings.DEFAULT.connectTimeout()),
            transport.tlsTiming(),
            new LlmCall.Limits(Timeouts.DEFAULT, Leaving.NEVER),
            result -> ended(result, eventLoop));
    transport.send(
        transport.request("warm-up", api.encode(request), eventLoop), 0, true, eventLoop, call);
    if (!call.isEnded()) {
      call.startTimers();
    }
  }

  private void ended(StreamResult result, EventLoop eventLoop) {
    RequestMetrics metrics = RequestMetrics.of(result);
    recorder.record(record(result, metrics));
    result.timeline().release();
    answers.increment();
    tokens.add(metrics.outputTokens());
    if (result.outcome().isOk() && clock.nanos() < endNanos) {
      eventLoop.execute(() -> send(eventLoop));
    } else {
      lanes.countDown();
    }
  }

  private RequestRecord record(StreamResult result, RequestMetrics metrics) {
    return new RequestRecord(
        "warm-up",
        "warm-up",
        PHASES[answers.intValue() % PHASES.length],
        LoadGate.NO_LEVEL,
        result.outcome(),
        metrics,
        TokensByPhase.of(metrics, gate::phaseOf),
        new PromptSent("warm-up", -1, MAX_TOKENS),
        result.finishReason(),
        result.text(),
        result.textTruncated(),
        result.sends(),
        null);
  }

  /** A log that is written like any, and then deleted. */
  private record ThrowawayLog(List<RecordSink> sinks, List<Path> files) implements AutoCloseable {

    static ThrowawayLog open(RunClock clock) {
      try {
        Path file = Files.createTempFile("gatling-llm-warm-up", ".jsonl");
        return new ThrowawayLog(List.of(new RunLog(file, clock)), List.of(file));
      } catch (IOException e) {
        return new ThrowawayLog(new ArrayList<>(), List.of()); // Its lines are formatted cold then.
      }
    }

    @Override
    public void close() {
      for (Path file : files) {
        try {
          Files.deleteIfExists(file);
        } catch (IOException e) {
          file.toFile().deleteOnExit();
        }
      }
    }
  }
}
