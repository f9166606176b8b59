package io.github.gatlingllm.health;

import io.github.gatlingllm.load.Phase;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * How the client did for a short time, a second or less. {@link #UNKNOWN} stands for what this
 * system does not tell.
 *
 * @param endEpochMillis when that time ended, in milliseconds since the epoch
 * @param nanos how long it was
 * @param running whether a load was under way
 * @param phase the phase of the load, if all loads were in the same one
 * @param lagByLoop how late each event loop was, in nanoseconds; lent until the next sample
 * @param cpu processor time that was used
 * @param heap memory of the JVM
 * @param pauses garbage collections that stopped the JVM
 * @param stops all that stopped the JVM, collections included
 * @param allocatedBytes memory that was allocated
 * @param files open files and sockets
 * @param closedWindows how often a receive queue of this machine was full
 * @param requests what the load did
 * @param logBacklogBytes memory that waits for the run log at the end
 */
record HealthSample(
    long endEpochMillis,
    long nanos,
    boolean running,
    Optional<Phase> phase,
    List<Histogram> lagByLoop,
    Cpu cpu,
    Heap heap,
    Pauses pauses,
    Stops stops,
    long allocatedBytes,
    Files files,
    long closedWindows,
    Requests requests,
    long logBacklogBytes) {

  static final long UNKNOWN = -1;

  /** Significant digits of lags: within 1 %, in a few kilobytes a loop. */
  static final int LAG_DIGITS = 2;

  /**
   * Processor time.
   *
   * @param processNanos used by this process, on all processors together
   * @param machine what the whole machine did
   */
  record Cpu(long processNanos, ProcessorTicks machine) {}

  /**
   * The heap.
   *
   * @param usedBytes in use, garbage included
   * @param maxBytes the most it may become
   */
  record Heap(long usedBytes, long maxBytes) {}

  /**
   * Garbage collections that stopped the JVM.
   *
   * @param count how many
   * @param totalMillis how long all of them took
   * @param maxMillis how long the longest took
   */
  record Pauses(long count, long totalMillis, long maxMillis) {
    static final Pauses NONE = new Pauses(0, 0, 0);

    Pauses plus(Pauses other) {
      return new Pauses(
          count + other.count,
          totalMillis + other.totalMillis,
          Math.max(maxMillis, other.maxMillis));
    }
  }

  /**
   * All that stopped the JVM, collections included.
   *
   * @param count how many times
   * @param nanos how long all of them took
   */
  record Stops(long count, long nanos) {
    static final Stops NONE = new Stops(0, 0);
    static final Stops UNKNOWN = new Stops(HealthSample.UNKNOWN, HealthSample.UNKNOWN);

    private boolean isUnknown() {
      return count < 0 || nanos < 0;
    }

    Stops plus(Stops other) {
      return isUnknown() || other.isUnknown()
          ? UNKNOWN
          : new Stops(count + other.count, nanos + other.nanos);
    }

    Stops since(Stops earlier) {
      return isUnknown() || earlier.isUnknown()
          ? UNKNOWN
          : new Stops(Math.max(0, count - earlier.count), Math.max(0, nanos - earlier.nanos));
    }
  }

  /**
   * Open files and sockets.
   *
   * @param open how many
   * @param limit how many this process may have
   */
  record Files(long open, long limit) {}

  /**
   * What the load did.
   *
   * @param started requests started
   * @param ended requests ended
   * @param inFlight requests open at once
   * @param whenSettled the same, without the time in which the load was still getting there
   */
  record Requests(long started, long ended, Concurrency inFlight, Concurrency whenSettled) {}
}
