package io.github.gatlingllm.server;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Queue;

/** A pacer whose time a test moves, and that can be late on purpose. */
final class ManualPacer implements Pacer {

  private record Timed(long dueNanos, Runnable task) {}

  private final Queue<Timed> tasks = new PriorityQueue<>(Comparator.comparingLong(Timed::dueNanos));
  private long nowNanos;

  ManualPacer(long nowNanos) {
    this.nowNanos = nowNanos;
  }

  @Override
  public long nanos() {
    return nowNanos;
  }

  @Override
  public void at(long dueNanos, Runnable task) {
    tasks.add(new Timed(dueNanos, task));
  }

  boolean isIdle() {
    return tasks.isEmpty();
  }

  /** Runs the next task, so many nanoseconds after it is due; true if there was one. */
  boolean runNext(long lateNanos) {
    Timed next = tasks.poll();
    if (next == null) {
      return false;
    }
    nowNanos = Math.max(nowNanos, next.dueNanos() + lateNanos);
    next.task().run();
    return true;
  }

  /** Lets time pass while nothing runs, then runs what is due. */
  void stallUntil(long nanos) {
    nowNanos = nanos;
    Deque<Timed> due = new ArrayDeque<>();
    while (!tasks.isEmpty() && tasks.peek().dueNanos() <= nowNanos) {
      due.add(tasks.remove());
    }
    due.forEach(timed -> timed.task().run());
  }
}
