package io.github.gatlingllm.load;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Makes the levels of a plan one after the other: each begins, runs, drains and is told of, and the
 * next one settles before it begins.
 *
 * <p>Whoever has a clock calls {@link #tick} again and again, one thread after another. Users may
 * ask at any time, on any thread.
 */
public final class LevelRunner implements RunningLoad {

  /** So often it wants to be asked at least, in nanoseconds. */
  public static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final long NEVER = Long.MAX_VALUE;

  /** What the levels of a run come to, told on the thread that ticks. */
  public interface Listener {
    /** A level is about to begin, at the instant that its gate says. */
    void begins(LevelRun level);

    /** A level has used up its time to drain: what is open is to be ended. */
    void drainIsOver(LevelRun level);

    /** A level is over, and the plan knows of it. */
    void ended(LevelRun level);

    /** All levels are over. */
    void over();
  }

  private enum State {
    NOT_BEGUN,
    SETTLING,
    RUNNING,
    DRAINING,
    OVER
  }

  private final LevelCourse course;
  private final Listener listener;
  private final Options options;
  private final HeldBack held = new HeldBack();
  private final List<LevelRun> levels = new CopyOnWriteArrayList<>(); // Each request asks for its.
  private final AtomicReference<LevelCourse.@Nullable Cut> cut = new AtomicReference<>();
  private volatile State state = State.NOT_BEGUN;
  private volatile @Nullable LevelRun present;
  private volatile boolean stopped;
  private boolean wasIdle;

  /**
   * How levels are made.
   *
   * @param leastSettleNanos so long before it begins a level must be known of
   * @param cutsOverload whether a level of an open load ends once it is plain that it is too much
   * @param drain how long streams may be open after the end of a level that does not say it;
   *     nothing for as long as they take
   */
  public record Options(long leastSettleNanos, boolean cutsOverload, Optional<Duration> drain) {

    /** Without a limit on draining but the levels' own. */
    public Options(long leastSettleNanos, boolean cutsOverload) {
      this(leastSettleNanos, cutsOverload, Optional.empty());
    }
  }

  /** Levels that have not begun. */
  public LevelRunner(LevelCourse course, Listener listener, Options options) {
    this.course = course;
    this.listener = listener;
    this.options = options;
  }

  /**
   * Begins the first level, once.
   *
   * @param beginNanos when its time begins, on the run's clock
   */
  public synchronized void begin(long beginNanos) {
    if (state == State.NOT_BEGUN) {
      plan(beginNanos);
    }
  }

  private void plan(long beginNanos) {
    Optional<Level> next = stopped ? Optional.empty() : course.next();
    if (next.isEmpty()) {
      present = null;
      state = State.OVER;
      listener.over();
      return;
    }
    LevelRun level = new LevelRun(next.get(), levels.size(), held);
    level.gate().begin(beginNanos);
    levels.add(level);
    cut.set(null);
    wasIdle = false;
    present = level;
    if (stopped) { // By somebody who saw only the level before.
      level.gate().close(beginNanos);
    }
    state = State.SETTLING;
    listener.begins(level);
  }

  /**
   * Does what is due.
   *
   * @param nowNanos now, on the run's clock
   * @return when to come again at the latest, as nanoseconds from now
   */
  public synchronized long tick(long nowNanos) {
    LevelRun level = present;
    if (level != null) {
      switch (state) {
        case SETTLING -> beginIfDue(level, nowNanos);
        case RUNNING -> watch(level, nowNanos);
        case DRAINING -> drain(level, nowNanos);
        default -> {}
      }
    }
    return state == State.OVER ? NEVER : untilNextRise(nowNanos);
  }

  private void beginIfDue(LevelRun level, long nowNanos) {
    if (stopped) {
      state = State.DRAINING;
    } else if (level.gate().hasStartedAt(nowNanos)) {
      state = State.RUNNING;
      level.gate().wakeFree(nowNanos);
    }
  }

  private void watch(LevelRun level, long nowNanos) {
    if (options.cutsOverload() && cut.get() == null) {
      level.overload(nowNanos).ifPresent(this::cut);
    }
    if (cut.get() != null || level.hasEnough(nowNanos) || level.isDeserted()) {
      level.gate().close(nowNanos);
    }
    if (level.gate().startsNoMore(nowNanos)) {
      state = State.DRAINING;
    } else {
      level.gate().wakeFree(nowNanos);
    }
  }

  /** Idle twice: whoever was being let in at the first look is seen as open at the second. */
  private void drain(LevelRun level, long nowNanos) {
    boolean idle = level.isIdle();
    if (idle && wasIdle) {
      end(level, nowNanos);
      return;
    }
    wasIdle = idle;
    if (!idle && level.drainIsOver(nowNanos, options.drain())) {
      level.gate().close(nowNanos); // Who is on his way comes too late.
      listener.drainIsOver(level);
    }
  }

  private void end(LevelRun level, long nowNanos) {
    level.end(cut.get());
    if (!stopped) { // What was cut with the run is no level of the plan's.
      course.ended(level.number(), level.level(), Optional.ofNullable(cut.get()));
    }
    listener.ended(level);
    plan(nowNanos + Math.max(options.leastSettleNanos(), level.settleNanos()));
  }

  private long untilNextRise(long nowNanos) {
    LevelRun level = present;
    return level == null || state != State.RUNNING
        ? TICK_NANOS
        : Math.max(1, Math.min(TICK_NANOS, level.nanosOfNextRise(nowNanos) - nowNanos));
  }

  /** The gate of the level that lets requests in now, if one does. */
  public Optional<LoadGate> gate() {
    LevelRun level = present;
    return state == State.RUNNING && level != null ? Optional.of(level.gate()) : Optional.empty();
  }

  /**
   * Holds back who found no level that lets him in.
   *
   * @param later is run once, by whichever thread, when it may be worth asking again
   */
  public void await(long nowNanos, Runnable later) {
    held.await(later);
    gate().ifPresent(gate -> gate.wakeFree(nowNanos)); // It may have begun since.
  }

  /**
   * Ends the present level before its time; what is open drains. The first reason holds. One that
   * has come to its end is not cut any more.
   */
  public void cut(LevelCourse.Cut reason) {
    if (state != State.DRAINING) {
      cut.compareAndSet(null, reason);
    }
  }

  /** The level with a number, if there is, or was, one. */
  public Optional<LevelRun> level(int number) {
    return number >= 0 && number < levels.size()
        ? Optional.of(levels.get(number))
        : Optional.empty();
  }

  /** All levels until now. */
  public List<LevelRun> levels() {
    return List.copyOf(levels);
  }

  @Override
  public boolean hasStarted() {
    return state != State.NOT_BEGUN;
  }

  @Override
  public boolean isOver(long nowNanos) {
    return state == State.OVER;
  }

  @Override
  public boolean endsByUs() {
    return true;
  }

  @Override
  public void close(long nowNanos) {
    stopped = true;
    LevelRun level = present;
    if (level != null) {
      level.gate().close(nowNanos);
    }
  }
}
