package io.github.gatlingllm.gatling;

import io.github.gatlingllm.load.LoadGate;
import java.util.Comparator;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Arrivals that Gatling has been told of and whose users have not started yet, earliest first.
 * Gatling asks one or two seconds ahead, so it never holds more than that. Safe for use by any
 * thread, without a lock.
 *
 * <p>Where others come too, an arrival may be nobody's: Gatling tells nothing of the users of
 * scenarios without LLM requests. It is dropped once every event loop has run what was due when its
 * user was to start, and a little later. That is no matter of its age: a client that is late by
 * seconds has loops that are, and keeps its arrivals.
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

  /** So much later than told Gatling may start a user, as long as it takes to inject a batch. */
  private static final long STRAY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /**
   * A request that is to start.
   *
   * @param nanos when, on the run's clock
   * @param toldNanos when it was told of: its user starts no earlier
   * @param number how many were told of before
   * @param gate of the level that it belongs to; null where there are no levels
   */
  record Arrival(long nanos, long toldNanos, long number, @Nullable LoadGate gate) {}

  private final ConcurrentSkipListSet<Arrival> waiting =
      new ConcurrentSkipListSet<>(
          Comparator.comparingLong(Arrival::nanos).thenComparingLong(Arrival::number));

  private final AtomicLong numbers = new AtomicLong();
  private final LongSupplier passedNanos;
  private final Runnable whenStray;
  private volatile boolean mixed;

  private ArrivalQueue(LongSupplier passedNanos, Runnable whenStray) {
    this.passedNanos = passedNanos;
    this.whenStray = whenStray;
  }

  /** That of a load which a protocol has: all of its arrivals have users. */
  static ArrivalQueue ofLoad() {
    return new ArrivalQueue(() -> Long.MIN_VALUE, () -> {});
  }

  /**
   * That of all others.
   *
   * @param passedNanos up to when all event loops have run what was due
   * @param whenStray is run for each arrival that is dropped
   */
  static ArrivalQueue shared(LongSupplier passedNanos, Runnable whenStray) {
    return new ArrivalQueue(passedNanos, whenStray);
  }

  /** Users come here for whom none was told of. */
  void mix() {
    mixed = true;
  }

  void add(long nanos, long nowNanos) {
    add(nanos, nowNanos, null);
  }

  void add(long nanos, long nowNanos, @Nullable LoadGate gate) {
    dropStrays(); // Here too: it may be long until a user asks.
    waiting.add(new Arrival(nanos, nowNanos, numbers.getAndIncrement(), gate));
  }

  /** The earliest arrival, for a user that starts now; null for one that none was told of. */
  @Nullable Arrival takeDue(long nowNanos) {
    dropStrays();
    Arrival earliest = waiting.pollFirst();
    if (earliest == null || !mixed || isDue(earliest, nowNanos)) {
      return earliest;
    }
    waiting.add(earliest);
    return null;
  }

  private void dropStrays() {
    long passed = passedNanos.getAsLong();
    for (Arrival arrival : waiting) {
      long latestStart = Math.max(arrival.nanos() - LEAD_NANOS, arrival.toldNanos()) + STRAY_NANOS;
      if (latestStart >= passed) {
        return;
      }
      if (waiting.remove(arrival)) {
        whenStray.run();
      }
    }
  }

  private static boolean isDue(Arrival arrival, long nowNanos) {
    return arrival.nanos() - LEAD_NANOS <= nowNanos + TOLERANCE_NANOS;
  }
}
