package io.github.gatlingllm.server;

import io.github.gatlingllm.timing.RunClock;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event loop's own timer, in nanoseconds, on the thread that also writes.
 *
 * <p>Chosen by measurement, {@code PacingMeasurement} among the tests: 20 streams of 1000 tokens, 8
 * ms apart and 2.85 ms more for 20 streams, on two cores shared with the clients that read.
 * Lateness is from the due time to the return of the write; CPU is that of the whole process. Least
 * and most of four warm rounds, two of them beside other work:
 *
 * <pre>
 *                        p50                p99               CPU
 * epoll, loop's timer    0.10 to 0.11 ms    0.2 to 2.9 ms    1.6 to 1.7 s
 * epoll, pacer thread    0.12 to 0.15 ms    2.3 to 5.0 ms    1.9 to 2.3 s
 * NIO, loop's timer      0.04 to 0.10 ms    0.6 to 7.2 ms    3.7 to 3.8 s
 * NIO, pacer thread      0.14 to 0.16 ms    0.3 to 3.7 ms    2.2 to 2.3 s
 * </pre>
 *
 * <p>The tails are those of two busy cores and differ by less than from one round to the next; the
 * median and the CPU do tell the ways apart. A thread that waits for the next due time and hands
 * the write over pays a second wake-up for every token. Epoll waits in the kernel below a
 * millisecond. NIO waits for whole milliseconds, and the loop polls through the rest: as punctual,
 * for twice the CPU, so it is the way only where there is no epoll.
 *
 * <p>The first round of a fresh JVM is worse (one stall of 190 ms seen, while classes load and code
 * compiles): what is measured against this endpoint needs a warm-up.
 */
final class EventLoopPacer implements Pacer {

  private static final Logger LOG = LoggerFactory.getLogger(EventLoopPacer.class);

  private final RunClock clock;
  private final ScheduledExecutorService eventLoop;

  EventLoopPacer(RunClock clock, ScheduledExecutorService eventLoop) {
    this.clock = clock;
    this.eventLoop = eventLoop;
  }

  @Override
  public long nanos() {
    return clock.nanos();
  }

  @Override
  public void at(long dueNanos, Runnable task) {
    long delayNanos = Math.max(0, dueNanos - clock.nanos());
    Future<?> unused = eventLoop.schedule(() -> run(task), delayNanos, TimeUnit.NANOSECONDS);
  }

  /** A scheduled task's failure would vanish in its future, and the stream hang without a word. */
  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("A due event failed", e);
    }
  }
}
