package io.github.gatlingllm.gatling;

import io.gatling.core.CoreComponents;
import io.github.gatlingllm.load.RunEnd;
import io.github.gatlingllm.load.RunningLoad;
import io.github.gatlingllm.timing.RunClock;
import java.time.Duration;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Ends a run through Gatling's own "stop load generator", so that it makes its report and asks its
 * assertions as ever, once no stream of this extension is open.
 *
 * <p>Where a run ends before its time: no more requests start, open streams drain up to a limit,
 * and what is open then is aborted while Gatling still takes rows, so that the counts agree.
 */
final class RunStop {

  private static final long SPENT_CHECK_MILLIS = 1000;
  private static final long STOP_CHECK_MILLIS = 20;

  private final CoreComponents core;
  private final RunClock clock;
  private final OpenCalls open;
  private final Collection<RunningLoad> loads;
  private final AtomicReference<@Nullable RunEnd> why = new AtomicReference<>();
  private final AtomicLong drainEndNanos = new AtomicLong(Long.MAX_VALUE);
  private volatile boolean over;

  /**
   * Ends nothing yet.
   *
   * @param loads all of the run; may grow until users start
   */
  RunStop(CoreComponents core, RunClock clock, OpenCalls open, Collection<RunningLoad> loads) {
    this.core = core;
    this.clock = clock;
    this.open = open;
    this.loads = loads;
  }

  /** How the run ended, or is about to. */
  RunEnd end() {
    RunEnd end = why.get();
    return end == null ? RunEnd.COMPLETED : end;
  }

  /** When what is open then is aborted, if the run is being ended and there is a limit. */
  OptionalLong drainEndNanos() {
    long nanos = drainEndNanos.get();
    return nanos == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(nanos);
  }

  /**
   * Ends the run before its time. May be called by any thread and again: the first reason is the
   * run's, the shortest drain holds.
   *
   * @param drain how long open streams may go on; null for as long as they take
   */
  void begin(RunEnd reason, @Nullable Duration drain) {
    boolean first = why.compareAndSet(null, reason);
    long now = clock.nanos();
    if (drain != null) {
      drainEndNanos.accumulateAndGet(now + drain.toNanos(), Math::min);
    }
    loads.forEach(load -> load.close(now));
    if (first) {
      soon(this::drain, STOP_CHECK_MILLIS);
    }
  }

  private void drain() {
    if (clock.nanos() >= drainEndNanos.get()) {
      // Again until nothing is open: a request may have been on its way to the wire.
      open.abort(gate -> true, "the run was ended before the answer was: " + end().reason());
    }
    stopOr(this::drain, STOP_CHECK_MILLIS);
  }

  /**
   * Ends the run as soon as every load that has begun is over: one that ends by its number of
   * requests leaves Gatling's injector with steps that never end.
   */
  void whenAllIsSpent() {
    soon(() -> stopOr(this::whenAllIsSpent, 0), SPENT_CHECK_MILLIS);
  }

  /**
   * Ends the run as soon as every load is over, those that have not begun included: users who still
   * think will say nothing any more, and think for up to an hour.
   */
  void whenAllIsOver() {
    soon(
        () -> {
          if (loads.stream().allMatch(RunningLoad::hasStarted)) {
            stopOr(this::whenAllIsOver, 0);
          } else if (!over) {
            whenAllIsOver();
          }
        },
        SPENT_CHECK_MILLIS);
  }

  /** The run is over: nothing is to be looked at any more, and event loops take no more tasks. */
  void over() {
    over = true;
  }

  private void stopOr(Runnable again, long millis) {
    if (over) {
      return;
    }
    long now = clock.nanos();
    if (loads.stream().filter(RunningLoad::hasStarted).allMatch(load -> load.isOver(now))) {
      String message = end().isComplete() ? "all requests of the load have ended" : end().reason();
      core.controller()
          .$bang(
              new io.gatling.core.controller.Controller$Command$StopLoadGenerator(message, false));
    } else {
      soon(again, millis);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // It schedules itself again until it is done.
  private void soon(Runnable task, long millis) {
    core.eventLoopGroup().next().schedule(task, millis, TimeUnit.MILLISECONDS);
  }
}
