package io.github.gatlingllm.gatling;

import io.gatling.core.CoreComponents;
import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import io.github.gatlingllm.gatling.ArrivalQueue.Arrival;
import io.github.gatlingllm.load.ArrivalTimes;
import io.github.gatlingllm.load.Arrivers;
import io.github.gatlingllm.load.Capacity;
import io.github.gatlingllm.load.CapacitySearch;
import io.github.gatlingllm.load.LevelCourse;
import io.github.gatlingllm.load.LevelPlan;
import io.github.gatlingllm.load.LevelRun;
import io.github.gatlingllm.load.LevelRunner;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.OpenLoad;
import io.github.gatlingllm.load.RunEnd;
import io.github.gatlingllm.load.Sweep;
import io.github.gatlingllm.record.RequestRecord;
import io.github.gatlingllm.record.RunRecorder;
import io.github.gatlingllm.timing.RunClock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The levels of a run. Of a closed plan, as many users as its highest level wants are there all the
 * time, and the level's gate holds back those that are too many; of an open one, users start for
 * the arrivals of the level ({@link LevelUsers}).
 */
final class RunLevels implements Entrance {

  /**
   * Gatling starts the users of a closed load over its first second, and asks for those of an open
   * one a second ahead: so long before a level begins it must know of it.
   */
  private static final long INJECTOR_NANOS = TimeUnit.MILLISECONDS.toNanos(1200);

  private static final String FAULT = "levels";

  private final CoreComponents core;
  private final LlmRun run;
  private final RunClock clock;
  private final LevelPlan plan;
  private final LevelCourse course;
  private final LevelRunner runner;
  private final @Nullable Probes probes;
  private final ArrivalQueue queue = ArrivalQueue.ofLoad();
  private final AtomicReference<@Nullable LevelArrivals> arrivals = new AtomicReference<>();
  private final AtomicBoolean ticking = new AtomicBoolean();

  /**
   * The arrivals of the level that begins next, or has begun.
   *
   * @param gate the level's
   * @param times from its beginning
   * @param beginNanos its beginning, on the run's clock
   * @param users those who come for them
   */
  record LevelArrivals(LoadGate gate, ArrivalTimes times, long beginNanos, Arrivers users) {}

  /**
   * Levels that have not begun.
   *
   * @param ends of the run: what the probes of a search are held against, and how long levels drain
   * @param recorder has counted their requests
   * @param listener is told of levels that begin and end, beside this
   */
  RunLevels(
      CoreComponents core,
      LlmRun run,
      LevelPlan plan,
      Ends ends,
      RunRecorder recorder,
      LevelRunner.Listener listener) {
    this.core = core;
    this.run = run;
    this.clock = run.clock();
    this.plan = plan;
    this.probes =
        plan instanceof CapacitySearch
            ? new Probes(ends.objectives(), recorder, this::level)
            : null;
    this.course = course(plan, probes);
    this.runner =
        new LevelRunner(
            course,
            new Relay(listener),
            new LevelRunner.Options(
                plan.isClosed() ? 0 : INJECTOR_NANOS,
                plan instanceof CapacitySearch,
                Optional.ofNullable(ends.drainTimeout())));
  }

  private static LevelCourse course(LevelPlan plan, @Nullable Probes probes) {
    if (plan instanceof CapacitySearch search && probes != null) {
      return search.needing(probes.samplesNeeded()).course(probes);
    }
    return ((Sweep) plan).course();
  }

  private Optional<LevelRun> level(int number) {
    return runner.level(number);
  }

  /** Has the arrivals ready before anyone is told that the level begins. */
  private final class Relay implements LevelRunner.Listener {
    private final LevelRunner.Listener next;

    Relay(LevelRunner.Listener next) {
      this.next = next;
    }

    @Override
    public void begins(LevelRun level) {
      if (level.level().load() instanceof OpenLoad open && level.arrivers().isPresent()) {
        LoadGate gate = level.gate();
        long begin = gate.beginNanos().orElse(clock.nanos());
        arrivals.set(new LevelArrivals(gate, open.arrivals(), begin, level.arrivers().get()));
      }
      if (probes != null) {
        probes.begins(level, runner::cut);
      }
      next.begins(level);
    }

    @Override
    public void drainIsOver(LevelRun level) {
      next.drainIsOver(level);
    }

    @Override
    public void ended(LevelRun level) {
      capacity().ifPresent(found -> tellOf(level.number(), found));
      next.ended(level);
    }

    @Override
    public void over() {
      next.over();
    }
  }

  long nowNanos() {
    return clock.nanos();
  }

  /** A probe that ended with the run is none of the search's. */
  private static void tellOf(int level, Capacity found) {
    found.probes().stream()
        .filter(probe -> probe.level() == level)
        .forEach(probe -> System.out.println(ProbeText.line(probe, found.closed())));
  }

  LevelPlan plan() {
    return plan;
  }

  LevelRunner runner() {
    return runner;
  }

  /** What a search has found until now, if it is one. */
  Optional<Capacity> capacity() {
    return course instanceof CapacitySearch.Course search
        ? Optional.of(search.capacity())
        : Optional.empty();
  }

  /**
   * The first level begins so long from now, unless it has.
   *
   * @return whether it was this call that began it
   */
  boolean begin(long leadNanos) {
    if (!ticking.compareAndSet(false, true)) {
      return false;
    }
    runner.begin(clock.nanos() + leadNanos);
    tick();
    return true;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // It schedules itself again until all is over.
  private void tick() {
    if (run.isTerminated()) {
      return;
    }
    long next = tickOrStop();
    if (next != Long.MAX_VALUE) {
      core.eventLoopGroup().next().schedule(this::tick, next, TimeUnit.NANOSECONDS);
    }
  }

  /** What fails here must end the run: nobody else would begin another level, or end this one. */
  private long tickOrStop() {
    try {
      return runner.tick(clock.nanos());
    } catch (RuntimeException e) {
      run.stop().begin(RunEnd.aborted(FAULT, "its levels cannot go on: " + e), null);
      return LevelRunner.TICK_NANOS;
    }
  }

  /** The arrivals to tell of next, if a level is known that has any. */
  @Nullable LevelArrivals arrivals() {
    return arrivals.get();
  }

  /** A user starts for an arrival. */
  void tell(LevelArrivals of, long nanos) {
    of.users().told();
    queue.add(of.beginNanos() + nanos, clock.nanos(), of.gate());
  }

  /** Whether no more levels come. */
  boolean isOver() {
    return runner.isOver(clock.nanos());
  }

  @Override
  public Session entered(Session session) {
    if (plan.isClosed()) {
      begin(INJECTOR_NANOS);
      return session;
    }
    Arrival arrival = queue.takeDue(clock.nanos());
    LoadGate gate = arrival == null ? null : arrival.gate();
    Optional<Arrivers> of =
        gate == null ? Optional.empty() : level(gate.level()).flatMap(LevelRun::arrivers);
    if (arrival == null || gate == null || of.isEmpty()) {
      return session;
    }
    LevelUser user = new LevelUser(gate, arrival.nanos(), of.get());
    return user.put(ScheduledStart.put(session, arrival.nanos()));
  }

  @Override
  public void left(Session session) {
    LevelUser user = LevelUser.of(session);
    if (user != null) {
      user.leave();
    }
  }

  @Override
  public @Nullable LoadGate gate(Session session) {
    if (plan.isClosed()) {
      return runner.gate().orElse(null);
    }
    LevelUser user = LevelUser.of(session);
    return user == null ? null : user.gate(clock.nanos());
  }

  @Override
  public void started(LoadGate gate, long lateNanos) {
    runner.level(gate.level()).ifPresent(level -> level.started(lateNanos));
  }

  /** A request of a level has ended. */
  void ended(RequestRecord request) {
    if (probes != null) {
      probes.ended(request);
    }
    long done = request.metrics().instants().done();
    long ttft = request.metrics().ttftNanos();
    runner.level(request.level()).ifPresent(of -> of.ended(request.phase(), ttft, done));
  }

  /** Users of a closed plan wait for another level; those of an open one came for their arrival. */
  @Override
  public void refused(Session session, @Nullable LoadGate gate, long nowNanos, Action again) {
    if (!plan.isClosed()) {
      core.exit().$bang(session);
      return;
    }
    Runnable later = () -> session.eventLoop().execute(() -> again.$bang(session));
    if (gate == null || !gate.holdsBack(nowNanos, later)) {
      runner.await(nowNanos, later);
    }
  }

  /** All levels until now. */
  List<LevelRun> levels() {
    return runner.levels();
  }
}
