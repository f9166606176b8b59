package io.github.gatlingllm.record;

import io.github.gatlingllm.metrics.RequestLimits;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The statistics that one thread keeps, and whether it is at work on them at this moment. So the
 * end of the run can wait for a request that is being counted, without a lock for each request.
 */
final class Ledger {

  private static final long LOOK_AGAIN_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

  private final RunStatistics statistics;
  private volatile boolean inUse;

  Ledger(RequestLimits limits) {
    this.statistics = new RunStatistics(limits);
  }

  /** Its thread begins to count. */
  void enter() {
    inUse = true;
  }

  /** Its thread has counted. */
  void leave() {
    inUse = false;
  }

  /** Waits, on another thread, until its thread is not counting. */
  void awaitUnused() {
    while (inUse) {
      LockSupport.parkNanos(this, LOOK_AGAIN_NANOS);
    }
  }

  /** Its thread's own while that counts; anybody's once recording is closed and it is unused. */
  RunStatistics statistics() {
    return statistics;
  }
}
