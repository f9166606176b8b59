package io.github.gatlingllm.load;

import io.github.gatlingllm.load.LoadGate.Window;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * When a load under way began and started its last request, and so the phase of every instant.
 * Instants are nanoseconds of the run's clock. Safe for use by any thread.
 */
final class LoadTimeline {

  private static final long NOT_YET = Long.MIN_VALUE;

  /** Gatling starts the users of a closed load over the first second. */
  private static final long BURST_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(1200);

  private final @Nullable LoadProfile profile;
  private final AtomicLong startedNanos = new AtomicLong(NOT_YET);
  private final AtomicLong latestNanos = new AtomicLong(NOT_YET);
  private final AtomicLong closedNanos = new AtomicLong(NOT_YET);
  private final RequestMarks marks = new RequestMarks();

  /**
   * Of a load that has not begun.
   *
   * @param profile the load, or null if whoever injects the users decides
   */
  LoadTimeline(@Nullable LoadProfile profile) {
    this.profile = profile;
  }

  /** The load begins then, whatever was said before. */
  void beginAt(long nanos) {
    startedNanos.set(nanos);
  }

  /** The load begins then, unless it has begun. */
  void beginUnlessBegun(long nanos) {
    startedNanos.compareAndSet(NOT_YET, nanos);
  }

  /** The load's last request started then. */
  void closeAt(long nanos) {
    closedNanos.set(nanos);
  }

  /** The load starts no more requests from now on, unless its last one has started. */
  void closeUnlessClosed(long nowNanos) {
    closedNanos.compareAndSet(NOT_YET, Math.min(nowNanos, endNanos().orElse(nowNanos)));
  }

  /**
   * A request has started.
   *
   * @param nanos the instant that it belongs to
   * @param last whether there will be no more
   */
  void started(Phase phase, long nanos, boolean last) {
    // The last one to ask need not be the last one scheduled.
    long latest = latestNanos.accumulateAndGet(nanos, Math::max);
    if (last) {
      closedNanos.set(latest);
    }
    if (hasRequestRamps()) {
      marks.entered(phase, nanos);
    }
  }

  /** A request of a phase started then, in a load that is over. */
  void entered(Phase phase, long nanos) {
    marks.entered(phase, nanos);
  }

  boolean hasStarted() {
    return startedNanos.get() != NOT_YET;
  }

  boolean hasStartedAt(long nanos) {
    return hasStarted() && startedNanos.get() <= nanos;
  }

  /** Of no meaning before the load has begun. */
  long elapsedNanos(long nanos) {
    return nanos - startedNanos.get();
  }

  OptionalLong beginNanos() {
    return hasStarted() ? OptionalLong.of(startedNanos.get()) : OptionalLong.empty();
  }

  OptionalLong endNanos() {
    if (profile == null || profile.end().isEmpty() || !hasStarted()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(startedNanos.get() + profile.end().get().toNanos());
  }

  OptionalLong drainStartNanos() {
    long closed = closedNanos.get();
    return closed == NOT_YET ? endNanos() : OptionalLong.of(closed);
  }

  OptionalLong burstNanos(long nowNanos) {
    if (!(profile instanceof ClosedLoad closed) || !closed.isBurst()) {
      return OptionalLong.empty();
    }
    beginUnlessBegun(nowNanos + BURST_DELAY_NANOS);
    long burst = startedNanos.get();
    return nowNanos < burst ? OptionalLong.of(burst) : OptionalLong.empty();
  }

  Phase phaseOf(long nanos) {
    if (isClosedAt(nanos)) {
      return Phase.DRAIN;
    }
    Phase byTime = phaseByTime(nanos);
    return byTime == Phase.STEADY && hasRequestRamps() ? marks.phaseOf(nanos) : byTime;
  }

  /**
   * The phase of a request that starts now, which ramps by requests know before it is entered.
   *
   * @param ended requests that have ended
   */
  Phase phaseOfNext(long nanos, long ended) {
    if (!(profile instanceof ClosedLoad closed) || !closed.requestRamps().isAny()) {
      return phaseOf(nanos);
    }
    return isClosedAt(nanos)
        ? Phase.DRAIN
        : closed.requestRamps().phase(phaseByTime(nanos), ended, closed.maxRequests());
  }

  private boolean isClosedAt(long nanos) {
    long closed = closedNanos.get();
    return closed != NOT_YET && nanos > closed;
  }

  private Phase phaseByTime(long nanos) {
    return profile == null || startedNanos.get() == NOT_YET
        ? Phase.STEADY
        : profile.phaseAtNanos(nanos - startedNanos.get());
  }

  private boolean hasRequestRamps() {
    return profile instanceof ClosedLoad closed && closed.requestRamps().isAny();
  }

  Optional<Window> window(Phase phase, long lastNanos) {
    long start = startedNanos.get();
    return start == NOT_YET
        ? Optional.empty()
        : new LoadWindows(profile, hasRequestRamps() ? marks : null, start, closeNanos(lastNanos))
            .of(phase, lastNanos);
  }

  private long closeNanos(long lastNanos) {
    long closed = closedNanos.get();
    return closed == NOT_YET ? endNanos().orElse(lastNanos) : closed;
  }
}
