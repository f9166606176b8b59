package io.github.gatlingllm.gatling;

import io.gatling.core.CoreComponents;
import io.github.gatlingllm.health.Loop;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.LoadProfile;
import io.github.gatlingllm.record.RequestRecord;
import io.github.gatlingllm.stream.StreamOutcome;
import io.github.gatlingllm.timing.RunClock;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import scala.runtime.BoxedUnit;

/**
 * One run of a simulation: what all its LLM protocols share, from the making of the scenarios to
 * the summary. Nothing of it is static but the way to its arrivals ({@link RunArrivals}), so two
 * runs never mix.
 */
final class LlmRun {

  private static final long ABORT_SECONDS = 5;
  private static final long STOP_CHECK_SECONDS = 1;
  private static final int MAX_REASONS = 20;
  private static final String OTHER = "other reasons";

  private final CoreComponents core;
  private final RunClock clock = RunClock.start();
  private final RunArrivals arrivals = RunArrivals.open(clock);
  private final Parking parking;
  private final Map<TransportSettings, HttpTransport> transports = new HashMap<>();
  private final Map<LoadProfile, LoadGate> gates = new HashMap<>(); // By identity.
  private final Set<LlmCall> open = ConcurrentHashMap.newKeySet();
  private final Map<String, LoggedRow> logged = new ConcurrentHashMap<>();
  private final GatlingLog gatlingLog;
  private final Map<String, LongAdder> notSent = new ConcurrentHashMap<>();
  private EventLoops loops = EventLoops.NONE;
  private @Nullable RunResults results;
  private volatile boolean terminated;

  /** How often a row was handed to Gatling's statistics. */
  static final class LoggedRow {
    private final LongAdder ok = new LongAdder();
    private final LongAdder ko = new LongAdder();

    long ok() {
      return ok.sum();
    }

    long ko() {
      return ko.sum();
    }
  }

  LlmRun(CoreComponents core) {
    this.core = core;
    this.parking = new Parking(core);
    this.gatlingLog = GatlingLog.ofThisRun(core.configuration());
    core.actorSystem()
        .registerOnTermination(
            () -> {
              terminate();
              return BoxedUnit.UNIT;
            });
  }

  /** Called on the main thread, once for each scenario, before any user starts. */
  LlmComponents componentsFor(LlmProtocol protocol) {
    if (results == null) {
      useEventLoops(protocol.run().eventLoops());
      warmUp(protocol.run().clientWarmUp(), protocol.endpoint().startsWith("https:"));
    }
    HttpTransport transport =
        transports.computeIfAbsent(protocol.transport(), s -> new HttpTransport(core, s, clock));
    LoadGate gate =
        protocol.load() == null
            ? gates.computeIfAbsent(NO_PROFILE, p -> LoadGate.open())
            : gates.computeIfAbsent(protocol.load(), this::gateFor);
    if (results == null) {
      results = RunResults.open(protocol, clock, probed());
    }
    arrivals.use(protocol.load());
    results.use(protocol, gate);
    return new LlmComponents(this, protocol, transport, gate);
  }

  private void useEventLoops(int wanted) {
    loops = EventLoops.use(core.eventLoopGroup(), wanted);
    if (!loops.asWanted()) {
      System.err.println(
          "gatling-llm: %d event loops are in use, %d were asked for; -Dio.netty.eventLoopThreads as a JVM argument makes more"
              .formatted(loops.inUse().size(), wanted));
    }
  }

  private void warmUp(@Nullable ClientWarmUp settings, boolean tls) {
    if (settings == null) {
      return;
    }
    WarmUp.Report report = WarmUp.run(core, clock, loops.inUse(), settings, tls);
    if (report.answers() > 0) {
      System.out.println("gatling-llm: " + report);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // A probe that fails leaves no samples.
  private List<Loop> probed() {
    List<Loop> probed = new ArrayList<>();
    for (EventLoop loop : loops.inUse()) {
      probed.add((nanos, task) -> loop.schedule(task, nanos, TimeUnit.NANOSECONDS));
    }
    return probed;
  }

  private static final LoadProfile NO_PROFILE = LoadProfile.concurrency(1);

  private LoadGate gateFor(LoadProfile profile) {
    LoadGate gate = LoadGate.of(profile);
    if (gate.isClosed()) { // The arrivals of an open one end by themselves, and Gatling with them.
      gate.whenSpent(this::stopSoon);
    }
    return gate;
  }

  /**
   * A load that ends by its number of requests leaves Gatling's injector with steps that never end:
   * the run is stopped when the last stream of the last load has drained, so nothing is cut.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // It schedules itself again until it is done.
  private void stopSoon() {
    core.eventLoopGroup()
        .next()
        .schedule(this::stopIfAllOver, STOP_CHECK_SECONDS, TimeUnit.SECONDS);
  }

  private void stopIfAllOver() {
    boolean allOver =
        gates.values().stream().filter(LoadGate::hasStarted).allMatch(g -> g.isOver(clock.nanos()));
    if (allOver) {
      core.controller()
          .$bang(
              new io.gatling.core.controller.Controller$Command$StopLoadGenerator(
                  "all requests of the load have ended", false));
    } else {
      stopSoon();
    }
  }

  RunClock clock() {
    return clock;
  }

  RunArrivals arrivals() {
    return arrivals;
  }

  Parking parking() {
    return parking;
  }

  void began(LlmCall call) {
    open.add(call);
    if (terminated) { // The end of the run may have looked at the open calls before.
      call.stop(new StreamOutcome.Aborted("the run ended before the answer did"));
    }
  }

  void ended(LlmCall call) {
    open.remove(call);
  }

  /** A request could not even be built: it is no request, but the user must hear of it. */
  void notSent(String reason) {
    String key = notSent.size() < MAX_REASONS || notSent.containsKey(reason) ? reason : OTHER;
    notSent.computeIfAbsent(key, r -> new LongAdder()).increment();
  }

  void record(RequestRecord request) {
    if (results != null) {
      results.recorder().record(request);
    }
  }

  void logged(String row, boolean ok) {
    LoggedRow counts = logged.computeIfAbsent(row, name -> new LoggedRow());
    (ok ? counts.ok : counts.ko).increment();
  }

  /** Whether Gatling has stopped: what still moves must neither send nor count anything. */
  boolean isTerminated() {
    return terminated;
  }

  private void terminate() {
    terminated = true;
    arrivals.close();
    abortOpenCalls();
    RunResults finished = results;
    if (finished != null) {
      notSent.forEach(
          (reason, count) ->
              finished.warn(
                  count.sum() + " requests could not be built and were not sent: " + reason));
      finished.finish(
          gatlingLog, logged, notSent.values().stream().mapToLong(LongAdder::sum).sum());
    }
    transports.values().forEach(HttpTransport::close);
  }

  /** What Gatling cut off (its own maxDuration, a stop, a crash) is counted, not lost. */
  private void abortOpenCalls() {
    Set<LlmCall> calls = Set.copyOf(open);
    CountDownLatch done = new CountDownLatch(calls.size());
    for (LlmCall call : calls) {
      call.eventLoop()
          .execute(
              () -> {
                call.stop(new StreamOutcome.Aborted("the run ended before the answer did"));
                done.countDown();
              });
    }
    try {
      if (!done.await(ABORT_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("gatling-llm: some open requests could not be ended in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
