package io.github.gatlingllm.gatling;

import io.gatling.core.CoreComponents;
import io.github.gatlingllm.load.LevelPlan;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.RunEnd;
import io.github.gatlingllm.metrics.RequestLimits;
import io.github.gatlingllm.objective.ObjectiveWatch;
import io.github.gatlingllm.record.RequestRecord;
import io.github.gatlingllm.report.RunSummary;
import io.github.gatlingllm.stream.StreamOutcome;
import io.github.gatlingllm.timing.RunClock;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import scala.runtime.BoxedUnit;

/**
 * One run of a simulation: what all its LLM protocols share, from the making of the scenarios to
 * the summary. Nothing of it is static but the way to its arrivals ({@link RunArrivals}), so two
 * runs never mix.
 */
final class LlmRun {

  private static final long INJECTED_EARLIER_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long ABORT_SECONDS = 5;
  private static final String ENDED_FIRST = "the run ended before the answer did";

  private final CoreComponents core;
  private final RunClock clock = RunClock.start();
  private final RunArrivals arrivals = RunArrivals.open(clock);
  private final Map<EventLoop, LoopStarts> starts = new ConcurrentHashMap<>();
  private final Parking parking;
  private final SharedTransports transports;
  private final RunGates gates = new RunGates();
  private final OpenCalls open = new OpenCalls();
  private final LoggedRows logged = new LoggedRows();
  private final GatlingLog gatlingLog;
  private final UnsentRequests unsent = new UnsentRequests();
  private final Set<String> warned = ConcurrentHashMap.newKeySet();
  private final RunStop stop;
  private final RunExit exit = RunExit.found();
  private final ProcessSignals signals;
  private final EndpointOpening opening;
  private final CountDownLatch terminating = new CountDownLatch(1);
  private EventLoops loops = EventLoops.NONE;
  private volatile @Nullable RunResults results;
  private volatile @Nullable RunLevels levels;
  private @Nullable EarlyStop earlyStop;
  private @Nullable DrainLimit drainLimit;
  private final AtomicBoolean thinking = new AtomicBoolean();
  private volatile boolean users;
  private volatile boolean terminated;

  LlmRun(CoreComponents core) {
    this.core = core;
    this.parking = new Parking(core);
    this.transports = new SharedTransports(core, clock);
    this.gatlingLog = GatlingLog.ofThisRun(core.configuration());
    this.stop = new RunStop(core, clock, open, gates.loads());
    this.opening = new EndpointOpening(core, clock, exit);
    this.signals =
        exit.isOfThisRun()
            ? ProcessSignals.caughtBy(PassedSignals.besides(new Interruption(this)::by))
            : ProcessSignals.none();
    core.actorSystem()
        .registerOnTermination(
            () -> {
              terminate();
              return BoxedUnit.UNIT;
            });
  }

  /** Called on the main thread, once for each scenario, before any user starts. */
  LlmComponents componentsFor(LlmProtocol given) {
    HostedKey.faultOf(given)
        .ifPresent(
            fault ->
                exit.insteadOf(
                    new PreflightFailedException(fault), ExitStatus.INVALID_CONFIGURATION));
    LlmProtocol protocol = opening.named(given);
    if (results == null) {
      useEventLoops(protocol.run().eventLoops());
      warmUp(protocol.run().clientWarmUp(), protocol.endpoint().startsWith("https:"));
    }
    HttpTransport transport = transports.of(protocol);
    opening.of(protocol, transport);
    Entrance entrance =
        protocol.levels() == null ? entrance(protocol) : entrance(protocol, protocol.levels());
    return new LlmComponents(this, protocol, transport, entrance);
  }

  private RunResults results(LlmProtocol protocol) {
    RunResults files = results == null ? begin(protocol) : results;
    opening.takeWarnings().forEach(files::warn);
    return files;
  }

  private Entrance entrance(LlmProtocol protocol) {
    LoadGate gate = gates.of(protocol.load(), stop::whenAllIsSpent);
    RunResults files = results(protocol);
    arrivals.use(protocol.load(), gate, loops.probed());
    files.use(protocol, gate);
    return new OneEntrance(this, protocol.load(), gate);
  }

  /** There is one plan in a run, since its levels are numbered. */
  private Entrance entrance(LlmProtocol protocol, LevelPlan plan) {
    RunResults files = results(protocol);
    RunLevels made = levels;
    if (made == null) {
      made =
          new RunLevels(
              core,
              this,
              plan,
              protocol.run().ends(),
              files.recorder(),
              new LevelNews(plan, files, open, stop));
      levels = made;
      gates.add(made.runner());
      arrivals.use(made);
    } else if (!made.plan().equals(plan)) {
      throw new IllegalArgumentException(
          "two protocols have levels of their own; accepted: one plan of levels in a run");
    }
    files.use(protocol, made);
    return made;
  }

  /** The first protocol's settings are the run's. */
  private RunResults begin(LlmProtocol protocol) {
    Ends ends = protocol.run().ends();
    earlyStop = new EarlyStop(stop, ends, this::mostRequests, open::count);
    if (ends.drainTimeout() != null) {
      drainLimit = new DrainLimit(core, clock, open, gates.all(), ends.drainTimeout());
      drainLimit.watch();
    }
    LiveRun live = new LiveRun(core, clock, protocol);
    RunResults opened = RunResults.open(protocol, clock, loops.probed(), live.sinks());
    results = opened;
    live.start(
        new LiveRun.Run(
            gates.loads(), open, stop, () -> Optional.ofNullable(levels), opened::healthNow));
    return opened;
  }

  /** How many requests all loads together may make, if each has a number. */
  private long mostRequests() {
    return levels == null ? gates.mostRequests() : ObjectiveWatch.UNKNOWN;
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

  /** Tells, while the run is set up, of what does not keep it from starting. */
  void warnOnce(String warning) {
    RunResults files = results;
    if (files != null && warned.add(warning)) {
      files.warn(warning);
      System.err.println("gatling-llm: " + warning);
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

  RunStop stop() {
    return stop;
  }

  int openCalls() {
    return open.count();
  }

  /** A user of Gatling's is there: from now on Gatling can be asked to end. */
  void userStarted() {
    if (!users) {
      users = true;
    }
  }

  /** A user of a schedule is there: when that began changes no more. */
  void scheduleBegan() {
    RunResults files = results;
    if (files != null) {
      files.scheduleBegan();
    }
  }

  /**
   * A user is to think between the turns of its conversation. A load whose users are injected by
   * somebody else has no end that is known, so theirs are waited for.
   */
  void userThinks() {
    if (!thinking.get() && thinking.compareAndSet(false, true) && !gates.hasUnknownEnd()) {
      stop.whenAllIsOver();
    }
  }

  boolean hasUsers() {
    return users;
  }

  /** How long streams may be open after the end of their load, if there is a limit. */
  Optional<Duration> drainTimeout() {
    RunResults files = results;
    return files == null ? Optional.empty() : files.drainTimeout();
  }

  /** Those who wait on an event loop for their instants. */
  LoopStarts startsOn(EventLoop eventLoop) {
    return starts.computeIfAbsent(eventLoop, loop -> new LoopStarts(loop, clock));
  }

  void began(LlmCall call, LoadGate gate) {
    open.add(call, gate);
    if (terminated) { // The end of the run may have looked at the open calls before.
      call.stop(new StreamOutcome.Aborted(ENDED_FIRST));
    }
  }

  void ended(LlmCall call) {
    open.remove(call);
  }

  /** A request could not even be built: it is no request, but the user must hear of it. */
  void notSent(String reason) {
    unsent.add(reason);
  }

  void record(RequestRecord request) {
    RunResults files = results;
    if (files != null) {
      files.recorder().record(request);
    }
    RunLevels made = levels;
    if (made != null && request.level() != LoadGate.NO_LEVEL) {
      made.ended(request);
    }
    if (earlyStop != null && !terminated) {
      earlyStop.ended(request);
    }
  }

  /** What a good request keeps to. */
  RequestLimits limits() {
    RunResults files = results;
    return files == null ? RequestLimits.NONE : files.limits();
  }

  void logged(String row, boolean ok) {
    logged.add(row, ok);
  }

  /** Whether Gatling has stopped: what still moves must neither send nor count anything. */
  boolean isTerminated() {
    return terminated;
  }

  /** Whether Gatling ends the run, or has ended it, within a time. */
  boolean awaitTermination(Duration limit) {
    try {
      return terminating.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Closes everything, once. A second thread that asks for it waits until it is done. */
  synchronized void terminate() {
    if (terminated) {
      return;
    }
    terminating.countDown();
    terminated = true;
    stop.over();
    if (drainLimit != null) {
      drainLimit.end();
    }
    arrivals.close();
    RunEnd end = end();
    abortOpenCalls();
    RunResults finished = results;
    if (finished != null) {
      unsent.warnings().forEach(finished::warn);
      RunSummary summary = finished.finish(gatlingLog, logged, unsent.count(), end);
      exit.decide(end, summary, finished.verdictSettings(), finished.notWritten());
    }
    transports.close();
    signals.giveBack();
    PassedSignals.giveBack();
  }

  /**
   * Taken once: a signal that comes while files are written must not make them disagree.
   *
   * <p>A load lasts from its first request, Gatling's injector from its own start. Where the first
   * request is late, the injector replaces nobody any more shortly before the load's end, and the
   * last users may all have ended by then: nothing was cut off.
   */
  private RunEnd end() {
    RunEnd told = stop.end();
    long now = clock.nanos() + INJECTED_EARLIER_NANOS;
    return told.isComplete() && gates.goOn(now)
        ? RunEnd.aborted("gatling", "Gatling ended the run before its load was over")
        : told;
  }

  /** What Gatling cut off (its own maxDuration, a stop, a crash) is counted, not lost. */
  private void abortOpenCalls() {
    try {
      if (!open.abort(gate -> true, ENDED_FIRST).await(ABORT_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("gatling-llm: some open requests could not be ended in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
