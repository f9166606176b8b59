package io.github.gatlingllm.load;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A level under way, or over. Requests may be told of by any thread. */
public final class LevelRun {

  private final Level level;
  private final LoadGate gate;
  private final LongAdder steadyEnded = new LongAdder();
  private final LongAdder answered = new LongAdder();
  private final LongAdder ttftNanos = new LongAdder();
  private final @Nullable Arrivers arrivers;
  private final LongAdder lateNanos = new LongAdder();
  private final LongAccumulator lastEnd = new LongAccumulator(Math::max, Long.MIN_VALUE);
  private @Nullable BacklogWatch backlog;
  private volatile LevelCourse.@Nullable Cut cut;
  private volatile boolean over;

  LevelRun(Level level, int number, HeldBack held) {
    this.level = level;
    this.gate = LoadGate.ofLevel(level.load(), number, held);
    this.arrivers = level.isClosed() ? null : new Arrivers();
  }

  /** What it is. */
  public Level level() {
    return level;
  }

  /** Its number, from 0. */
  public int number() {
    return gate.level();
  }

  /** What lets its requests in. */
  public LoadGate gate() {
    return gate;
  }

  /** Its users, if they come by a schedule: of a closed load they are those of all levels. */
  public Optional<Arrivers> arrivers() {
    return Optional.ofNullable(arrivers);
  }

  /** Why it was ended before its time, if it was. */
  public Optional<LevelCourse.Cut> cut() {
    return Optional.ofNullable(cut);
  }

  /** Whether nothing of it is open any more, and nothing will be. */
  public boolean isOver() {
    return over;
  }

  /** When the last of its requests until now ended, on the run's clock, if any did. */
  public OptionalLong lastEndNanos() {
    long last = lastEnd.get();
    return last == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(last);
  }

  /** One of its requests has started, so late. */
  public void started(long late) {
    lateNanos.add(late);
  }

  /**
   * One of its requests has ended.
   *
   * @param phase the phase that it is of
   * @param ttft its TTFT in nanoseconds; below 0 if it had none
   * @param nowNanos when, on the run's clock
   */
  public void ended(Phase phase, long ttft, long nowNanos) {
    if (ttft >= 0) {
      answered.increment();
      ttftNanos.add(ttft);
    }
    lastEnd.accumulate(nowNanos);
    if (phase == Phase.STEADY) {
      steadyEnded.increment();
    }
  }

  void end(LevelCourse.@Nullable Cut why) {
    cut = why;
    over = true;
  }

  long settleNanos() {
    return level.settle().toNanos();
  }

  long nanosOfNextRise(long nowNanos) {
    OptionalLong begin = gate.beginNanos();
    if (begin.isEmpty() || !(level.load() instanceof ClosedLoad closed)) {
      return Long.MAX_VALUE;
    }
    long more = closed.nanosOfMore(gate.targetAt(nowNanos));
    return more == Long.MAX_VALUE ? more : begin.getAsLong() + more;
  }

  /** Whether none of its requests is open, nor on its way. */
  boolean isIdle() {
    boolean awaited = arrivers != null && !gate.isStopped() && arrivers.areAwaited();
    return !awaited && gate.isIdle();
  }

  /** Whether it would wait for requests that nobody will make: only a known end comes by itself. */
  boolean isDeserted() {
    return arrivers != null && level.load().end().isEmpty() && arrivers.haveLeft();
  }

  boolean hasEnough(long nowNanos) {
    if (level.enough().isEmpty() || gate.beginNanos().isEmpty()) {
      return false;
    }
    Level.Enough enough = level.enough().get();
    long steady = nowNanos - gate.beginNanos().getAsLong() - level.load().rampUp().toNanos();
    return steady >= enough.steady().toNanos() && steadyEnded.sum() >= enough.requests();
  }

  boolean drainIsOver(long nowNanos, Optional<Duration> unlessTold) {
    OptionalLong start = gate.drainStartNanos();
    Optional<Duration> limit = level.drain().or(() -> unlessTold);
    return limit.isPresent()
        && start.isPresent()
        && nowNanos - start.getAsLong() >= limit.get().toNanos();
  }

  /** A closed load cannot be too much: its requests wait for each other. */
  Optional<LevelCourse.Cut> overload(long nowNanos) {
    if (level.isClosed() || gate.phaseOf(nowNanos) != Phase.STEADY) {
      return Optional.empty();
    }
    if (backlog == null) {
      backlog = new BacklogWatch(nowNanos);
    }
    long ended = gate.requestsEnded(); // Asked for first, so that none is open twice.
    return backlog.look(
        new BacklogWatch.Look(
            nowNanos,
            gate.requestsStarted(),
            ended,
            answered.sum(),
            ttftNanos.sum(),
            lateNanos.sum()));
  }
}
