package io.github.gatlingllm.gatling;

import io.github.gatlingllm.timing.RunClock;
import io.netty.channel.EventLoop;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/**
 * The users of one event loop who wait for an instant, earliest first. The loop goes on meanwhile:
 * until shortly before it sleeps if there is nothing else to do, and then it looks again and again,
 * with its other work in between. Confined to the event loop.
 */
final class LoopStarts {

  /**
   * So long a thread may take to wake up. Two arrivals that are closer would start together if
   * their loop slept until the first.
   */
  private static final long WAKE_UP_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(
          Comparator.comparingLong(Waiting::nanos).thenComparingLong(Waiting::number));

  private final EventLoop eventLoop;
  private final RunClock clock;
  private long numbers;
  private boolean looking;

  LoopStarts(EventLoop eventLoop, RunClock clock) {
    this.eventLoop = eventLoop;
    this.clock = clock;
  }

  private record Waiting(long nanos, long number, Runnable start) {}

  /** Runs something as soon as an instant is past. */
  void add(long nanos, Runnable start) {
    waiting.add(new Waiting(nanos, numbers++, start));
    later(Math.max(1, nanos - clock.nanos() - WAKE_UP_NANOS), this::look);
  }

  /** One look is enough for all who wait. */
  private void look() {
    if (!looking) {
      lookAgain();
    }
  }

  private void lookAgain() {
    Waiting first = waiting.peek();
    long aheadNanos = first == null ? Long.MAX_VALUE : first.nanos() - clock.nanos();
    looking = aheadNanos <= WAKE_UP_NANOS; // Else the next one's own look comes in time.
    if (aheadNanos < 0) {
      waiting.remove();
      try {
        first.start().run();
      } finally {
        eventLoop.execute(this::lookAgain);
      }
    } else if (looking) {
      later(1, this::lookAgain);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // What is run reports what goes wrong.
  private void later(long nanos, Runnable task) {
    eventLoop.schedule(task, nanos, TimeUnit.NANOSECONDS);
  }
}
