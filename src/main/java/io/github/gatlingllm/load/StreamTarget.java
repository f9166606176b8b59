package io.github.gatlingllm.load;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many streams a load under way wants open, and how many more it lets be.
 *
 * @param profile the load, or null if whoever injects the users decides
 * @param timeline when it began
 * @param requests how many it has started
 * @param isLevel whether it is one of several levels, which keep to the number by themselves
 */
record StreamTarget(
    @Nullable LoadProfile profile, LoadTimeline timeline, RequestCount requests, boolean isLevel) {

  /** How many are to be open at an instant; 0 unless closed, or before it begins. */
  int at(long nanos) {
    if (!(profile instanceof ClosedLoad closed)
        || !timeline.hasStartedAt(nanos)
        || timeline.phaseOf(nanos) == Phase.DRAIN) {
      return 0;
    }
    int byTime = closed.targetAt(Duration.ofNanos(timeline.elapsedNanos(nanos)));
    return Math.min(byTime, closed.allowed(requests.ended()));
  }

  /** Whether the load keeps to it by itself; else whoever injects the users does. */
  boolean isLimit() {
    return profile instanceof ClosedLoad closed && (isLevel || closed.requestRamps().isAny());
  }

  /** How many more may be open at an instant, when so many have been started. */
  long freeBy(long nanos, long started) {
    if (!(profile instanceof ClosedLoad closed) || !isLimit()) {
      return Integer.MAX_VALUE;
    }
    long over = requests.ended();
    long allowed = closed.allowed(over);
    return (isLevel ? Math.min(allowed, at(nanos)) : allowed) - (started - over);
  }
}
