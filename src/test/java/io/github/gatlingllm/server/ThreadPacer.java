package io.github.gatlingllm.server;

import io.github.gatlingllm.timing.RunClock;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The way not taken, kept to be measured against: a thread waits for the next due time and hands
 * the task to the event loop. Its thread is a daemon and is never ended.
 */
final class ThreadPacer implements Pacer {

  private final RunClock clock;
  private final Executor eventLoop;
  private final DelayQueue<Timed> queue = new DelayQueue<>();

  ThreadPacer(RunClock clock, Executor eventLoop) {
    this.clock = clock;
    this.eventLoop = eventLoop;
    Thread thread = new Thread(this::handOver, "pacer");
    thread.setDaemon(true);
    thread.start();
  }

  private record Timed(RunClock clock, long dueNanos, Runnable task) implements Delayed {

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(dueNanos - clock.nanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.signum(dueNanos - ((Timed) other).dueNanos);
    }
  }

  @Override
  public long nanos() {
    return clock.nanos();
  }

  @Override
  public void at(long dueNanos, Runnable task) {
    queue.add(new Timed(clock, dueNanos, task));
  }

  private void handOver() {
    try {
      while (!Thread.interrupted()) {
        eventLoop.execute(queue.take().task());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
