package io.github.gatlingllm.gatling;

import io.github.gatlingllm.health.Loop;
import io.github.gatlingllm.timing.RunClock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.LongStream;

/**
 * Up to which instant all event loops have run what was due: each runs a task again and again, and
 * tasks in the order in which they are due. A loop that stands still, or is late, holds it back by
 * just as much.
 */
final class LoopProgress {

  private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final RunClock clock;
  private final AtomicLongArray passed;
  private volatile boolean stopped;

  private LoopProgress(RunClock clock, int loops) {
    this.clock = clock;
    this.passed = new AtomicLongArray(loops);
  }

  static LoopProgress watch(List<Loop> loops, RunClock clock) {
    LoopProgress progress = new LoopProgress(clock, loops.size());
    for (int i = 0; i < loops.size(); i++) {
      progress.passed.set(i, clock.nanos());
      progress.watch(i, loops.get(i));
    }
    return progress;
  }

  private void watch(int index, Loop loop) {
    long dueNanos = clock.nanos() + PERIOD_NANOS;
    loop.runAfter(
        PERIOD_NANOS,
        () -> {
          passed.set(index, dueNanos);
          if (!stopped) {
            watch(index, loop);
          }
        });
  }

  /** The instant, on the run's clock. */
  long nanos() {
    return LongStream.range(0, passed.length()).map(i -> passed.get((int) i)).min().orElse(0);
  }

  /** The tasks that are under way are the last. */
  void stop() {
    stopped = true;
  }
}
