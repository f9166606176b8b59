package io.github.gatlingllm.timing;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The clock of one run: monotonic nanoseconds, with one wall-clock anchor so that epoch times can
 * be written.
 *
 * <p>Durations are always differences of {@link #nanos()}; the wall clock is read once, when the
 * run starts, so a step of the system's time (NTP, suspend) never enters a latency. Safe for use by
 * any thread.
 */
public final class RunClock {

  private final LongSupplier nanoTime;
  private final long anchorNanos;
  private final long anchorEpochNanos;
  private final LongSupplier wallEpochNanos;

  private RunClock(LongSupplier nanoTime, long anchorEpochNanos) {
    this(nanoTime, anchorEpochNanos, () -> epochNanos(wall().instant()));
  }

  private RunClock(LongSupplier nanoTime, long anchorEpochNanos, LongSupplier wallEpochNanos) {
    this.nanoTime = nanoTime;
    this.wallEpochNanos = wallEpochNanos;
    this.anchorNanos = nanoTime.getAsLong();
    this.anchorEpochNanos = anchorEpochNanos;
  }

  /** A clock on the system's monotonic time, anchored to the wall clock now. */
  public static RunClock start() {
    return new RunClock(System::nanoTime, epochNanos(Clock.systemUTC().instant()));
  }

  /**
   * A clock on a given source of time, for tests and replays.
   *
   * @param nanoTime the monotonic source, in nanoseconds of an arbitrary origin
   * @param anchor the wall-clock time of the source's present value
   */
  public static RunClock of(LongSupplier nanoTime, Instant anchor) {
    return new RunClock(nanoTime, epochNanos(anchor));
  }

  /**
   * The same, beside a wall clock of its own, for tests.
   *
   * @param wall reads the wall clock, in nanoseconds since the epoch
   */
  static RunClock of(LongSupplier nanoTime, Instant anchor, LongSupplier wall) {
    return new RunClock(nanoTime, epochNanos(anchor), wall);
  }

  private static long epochNanos(Instant instant) {
    return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
  }

  /**
   * The machine's wall clock, for what others judge by theirs: the instant of a signature, the end
   * of credentials. Never for a duration.
   */
  public static Clock wall() {
    return Clock.systemUTC();
  }

  /** Monotonic nanoseconds of an arbitrary origin; only differences mean anything. */
  public long nanos() {
    return nanoTime.getAsLong();
  }

  /**
   * How far the wall clock has moved against this one since it was anchored, in nanoseconds: by so
   * much at least do the times of this run and of another machine's not fit together.
   */
  public long wallDriftNanos() {
    return wallEpochNanos.getAsLong() - toEpochNanos(nanos());
  }

  /** The wall-clock time of a monotonic instant, in nanoseconds since the epoch. */
  public long toEpochNanos(long nanos) {
    return anchorEpochNanos + (nanos - anchorNanos);
  }

  /** The wall-clock time of a monotonic instant, in whole milliseconds since the epoch. */
  public long toEpochMillis(long nanos) {
    return Math.floorDiv(toEpochNanos(nanos), TimeUnit.MILLISECONDS.toNanos(1));
  }

  /** The wall-clock time of a monotonic instant. */
  public Instant toInstant(long nanos) {
    long epochNanos = toEpochNanos(nanos);
    long second = TimeUnit.SECONDS.toNanos(1);
    return Instant.ofEpochSecond(
        Math.floorDiv(epochNanos, second), Math.floorMod(epochNanos, second));
  }
}
