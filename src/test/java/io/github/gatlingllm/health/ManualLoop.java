package io.github.gatlingllm.health;

import io.github.gatlingllm.timing.RunClock;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/** An event loop and a clock that move only when told to. */
final class ManualLoop implements Loop {

  private record Task(long dueNanos, Runnable work) {}

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::dueNanos));
  private long nanos = 1_000_000_000L;

  RunClock clock() {
    return RunClock.of(() -> nanos, Instant.ofEpochSecond(100));
  }

  @Override
  public void runAfter(long delayNanos, Runnable work) {
    tasks.add(new Task(nanos + delayNanos, work));
  }

  long nanos() {
    return nanos;
  }

  /** Time passes, and the loop runs what is due when it is due. */
  void pass(long millis) {
    long end = nanos + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!tasks.isEmpty() && tasks.element().dueNanos() <= end) {
      Task next = tasks.remove();
      nanos = Math.max(nanos, next.dueNanos());
      next.work().run();
    }
    nanos = end;
  }

  /** Time passes while the loop is stuck. */
  void block(long millis) {
    nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    pass(0);
  }

  boolean isIdle() {
    return tasks.isEmpty();
  }
}
