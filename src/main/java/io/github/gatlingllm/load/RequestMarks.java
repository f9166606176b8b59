package io.github.gatlingllm.load;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What ramps by requests have come to in a load under way: when each phase was first entered. Safe
 * for use by any thread.
 */
final class RequestMarks {

  private static final long NOT_YET = Long.MAX_VALUE;

  private final AtomicLong steadyNanos = new AtomicLong(NOT_YET);
  private final AtomicLong fallNanos = new AtomicLong(NOT_YET);

  /** A request of a phase has started: what comes later is not of an earlier phase. */
  void entered(Phase phase, long nanos) {
    if (phase != Phase.RAMP_UP) {
      steadyNanos.accumulateAndGet(nanos, Math::min);
    }
    if (phase == Phase.RAMP_DOWN) {
      fallNanos.accumulateAndGet(nanos, Math::min);
    }
  }

  /** When the ramp-up was over; never, if it was not. */
  long steadyNanos() {
    return steadyNanos.get();
  }

  /** When the ramp-down began; never, if it did not. */
  long fallNanos() {
    return fallNanos.get();
  }

  Phase phaseOf(long nanos) {
    if (nanos < steadyNanos.get()) {
      return Phase.RAMP_UP;
    }
    return nanos < fallNanos.get() ? Phase.STEADY : Phase.RAMP_DOWN;
  }
}
