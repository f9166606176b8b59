package io.github.gatlingllm.record;

import io.github.gatlingllm.timing.RequestInstants;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * When requests that have a schedule were to start, and when they did: the first and the last of
 * both, from which the rates follow. Not thread-safe; merging loses nothing.
 */
public final class StartTimes {

  private static final double NANOS_PER_SECOND = 1e9;

  /** Over less than that a rate says nothing: a few milliseconds of lag would be half of it. */
  private static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private long count;
  private long firstScheduled = Long.MAX_VALUE;
  private long lastScheduled = Long.MIN_VALUE;
  private long firstStarted = Long.MAX_VALUE;
  private long lastStarted = Long.MIN_VALUE;

  void add(RequestInstants instants) {
    if (instants.isScheduled()) {
      count++;
      firstScheduled = Math.min(firstScheduled, instants.scheduled());
      lastScheduled = Math.max(lastScheduled, instants.scheduled());
      firstStarted = Math.min(firstStarted, instants.started());
      lastStarted = Math.max(lastStarted, instants.started());
    }
  }

  void add(StartTimes other) {
    count += other.count;
    firstScheduled = Math.min(firstScheduled, other.firstScheduled);
    lastScheduled = Math.max(lastScheduled, other.lastScheduled);
    firstStarted = Math.min(firstStarted, other.firstStarted);
    lastStarted = Math.max(lastStarted, other.lastStarted);
  }

  /** The earliest instant that a request was scheduled for, if any was. */
  public OptionalLong firstScheduledNanos() {
    return count == 0 ? OptionalLong.empty() : OptionalLong.of(firstScheduled);
  }

  /** The latest one. */
  public OptionalLong lastScheduledNanos() {
    return count == 0 ? OptionalLong.empty() : OptionalLong.of(lastScheduled);
  }

  /** Requests that were to start a second; nothing where they are of less than a second. */
  public OptionalDouble askedPerSecond() {
    return perSecond(lastScheduled - firstScheduled);
  }

  /** Requests that started a second, where it is known how many were to. */
  public OptionalDouble achievedPerSecond() {
    return perSecond(lastStarted - firstStarted);
  }

  private OptionalDouble perSecond(long nanos) {
    return count < 2 || lastScheduled - firstScheduled < LEAST_NANOS || nanos <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((count - 1) / (nanos / NANOS_PER_SECOND));
  }
}
