package io.github.gatlingllm.gatling;

import java.util.Comparator;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Arrivals that Gatling has been told of and whose users have not started yet, earliest first.
 * Gatling asks one or two seconds ahead, so it never holds more than that. Safe for use by any
 * thread, without a lock.
 */
final class ArrivalQueue {

  /**
   * So much before its arrival Gatling is asked to start a user, who then waits for the rest: its
   * timer counts in milliseconds, which it cuts off, and it needs some for the first batch.
   */
  static final long LEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /**
   * By so much a user may be earlier than that where others come to this queue too: one that is
   * even earlier is of a step of Gatling's own. Class loading and pauses at a run's beginning make
   * users early, since Gatling has read its clock before.
   */
  private static final long TOLERANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /**
   * A request that is to start.
   *
   * @param nanos when, on the run's clock
   * @param number how many were told of before
   */
  record Arrival(long nanos, long number) {}

  private final ConcurrentSkipListSet<Arrival> waiting =
      new ConcurrentSkipListSet<>(
          Comparator.comparingLong(Arrival::nanos).thenComparingLong(Arrival::number));

  private final AtomicLong numbers = new AtomicLong();
  private volatile boolean mixed;

  /** Users come here for whom none was told of. */
  void mix() {
    mixed = true;
  }

  void add(long nanos) {
    waiting.add(new Arrival(nanos, numbers.getAndIncrement()));
  }

  /** The earliest arrival, for a user that starts now; null for one that none was told of. */
  @Nullable Arrival takeDue(long nowNanos) {
    Arrival earliest = waiting.pollFirst();
    if (earliest == null || !mixed || isDue(earliest, nowNanos)) {
      return earliest;
    }
    waiting.add(earliest);
    return null;
  }

  private static boolean isDue(Arrival arrival, long nowNanos) {
    return arrival.nanos() - LEAD_NANOS <= nowNanos + TOLERANCE_NANOS;
  }
}
