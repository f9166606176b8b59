package io.github.gatlingllm.server;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts of lateness in steps of 10 µs up to 20 ms, and one count for all that is later.
 *
 * <p>Fixed in size, so a run of any length costs the same. Any thread may record and read.
 */
final class LatenessHistogram {

  private static final long STEP_NANOS = 10_000;
  private static final int STEPS = 2_000;

  private final AtomicLongArray counts = new AtomicLongArray(STEPS + 1);
  private final AtomicLong maxNanos = new AtomicLong();

  void record(long nanos) {
    long step = Math.min(STEPS, Math.max(0, nanos) / STEP_NANOS);
    counts.getAndIncrement((int) step);
    maxNanos.accumulateAndGet(nanos, Math::max);
  }

  EndpointCounters.Lateness read() {
    return new EndpointCounters.Lateness(percentileNanos(50), percentileNanos(99), maxNanos.get());
  }

  /** The upper edge of the step that holds the percentile, or the maximum where that is less. */
  private long percentileNanos(int percentile) {
    long total = 0;
    for (int step = 0; step <= STEPS; step++) {
      total += counts.get(step);
    }
    long rank = (total * percentile + 99) / 100;
    long seen = 0;
    for (int step = 0; step < STEPS; step++) {
      seen += counts.get(step);
      if (seen >= rank) {
        return Math.min((step + 1) * STEP_NANOS, maxNanos.get());
      }
    }
    return maxNanos.get();
  }
}
