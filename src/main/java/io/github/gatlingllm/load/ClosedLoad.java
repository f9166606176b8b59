package io.github.gatlingllm.load;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A closed load: how many streams are kept open at once, over time, and when to stop.
 *
 * <p>The target rises over {@code rampUp}, stays, and falls over {@code rampDown}; on the ramps it
 * is {@code max(1, ceil(p * concurrency))} with p the share of the ramp that has passed (on the way
 * down: that is left). The end is known in advance if {@code steady} or {@code maxDuration} is
 * given; with {@code maxRequests} alone it comes with the last request, and there is no ramp-down
 * by time.
 *
 * <p>Both ramps may go by requests instead ({@link RequestRamps}): the first so many that end, and
 * the last so many of {@code maxRequests}. Where a ramp has a time as well, its time says how many
 * streams are open, and its requests only how long it is called a ramp, as in flotest.
 */
public final class ClosedLoad extends TimedLoad<ClosedLoad> implements LoadProfile {

  /** How long a load without a known end may go on, as far as the injector is told. */
  private static final Duration UNKNOWN_END = Duration.ofDays(365);

  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final double MAX_SPAWN_RATE = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  private final int concurrency;
  private final RequestRamps ramps;
  private final boolean burst;

  private ClosedLoad(int concurrency, LoadTimes times, RequestRamps ramps, boolean burst) {
    super(times);
    this.concurrency = concurrency;
    this.ramps = ramps;
    this.burst = burst;
  }

  static ClosedLoad of(int concurrency) {
    Requirements.require(
        concurrency >= 1, "concurrency is " + concurrency + "; accepted: 1 or more");
    return new ClosedLoad(concurrency, LoadTimes.NONE, RequestRamps.NONE, false);
  }

  @Override
  ClosedLoad with(LoadTimes newTimes) {
    return new ClosedLoad(concurrency, newTimes, ramps, burst);
  }

  private ClosedLoad with(RequestRamps newRamps) {
    return new ClosedLoad(concurrency, times, newRamps, burst);
  }

  /** The same load of another number of streams, 1 or more. */
  public ClosedLoad atConcurrency(int streams) {
    ClosedLoad other = of(streams);
    return new ClosedLoad(other.concurrency, times, ramps, burst);
  }

  /** The same load, rising until so many requests have ended, 0 or more. */
  public ClosedLoad rampUpRequests(long requests) {
    return with(ramps.up(requests));
  }

  /** The same load, falling over the last so many of {@code maxRequests}, 0 or more. */
  public ClosedLoad rampDownRequests(long requests) {
    return with(ramps.down(requests));
  }

  /**
   * The same load, rising by so many streams a second: a ramp-up of {@code concurrency /
   * streamsPerSecond} seconds.
   */
  public ClosedLoad spawnRate(double streamsPerSecond) {
    Requirements.require(
        streamsPerSecond > 0 && streamsPerSecond <= MAX_SPAWN_RATE,
        "spawnRate is " + streamsPerSecond + "; accepted: above 0, up to " + MAX_SPAWN_RATE);
    return rampUp(Duration.ofNanos(Math.round(concurrency / streamsPerSecond * NANOS_PER_SECOND)));
  }

  /**
   * The same load, all of whose first streams start at the same instant; else a load without a
   * ramp-up starts them over a second, since a convoy that starts together ends together.
   */
  public ClosedLoad burst() {
    return new ClosedLoad(concurrency, times, ramps, true);
  }

  /** The same load, at its target for a time above 0. */
  public ClosedLoad steady(Duration duration) {
    return with(times.steady(duration));
  }

  @Override
  public ClosedLoad validated() {
    times.validate();
    ramps.validate(maxRequests());
    Requirements.require(
        !burst || (rampUp().isZero() && !ramps.rises()),
        "a load that starts as a burst has no ramp-up; give one of both");
    return this;
  }

  /** The ramps that go by requests. */
  public RequestRamps requestRamps() {
    return ramps;
  }

  /** Whether all first streams start at the same instant. */
  public boolean isBurst() {
    return burst;
  }

  /**
   * The most streams that a ramp by requests lets be open.
   *
   * @param ended requests that have ended
   * @return {@code Integer.MAX_VALUE} where there is no such ramp, or not now
   */
  int allowed(long ended) {
    if (rampUp().isZero() && ramps.isRising(ended)) {
      return share(ended, ramps.upRequests());
    }
    long left = ramps.left(ended, maxRequests());
    return rampDown().isZero() && ramps.isFalling(left)
        ? share(left, ramps.downRequests())
        : Integer.MAX_VALUE;
  }

  /** The most streams open at once. */
  public int concurrency() {
    return concurrency;
  }

  /**
   * When on the ramp-up by time one more stream than so many is to be open; never, if there is no
   * such ramp or so many are all.
   */
  long nanosOfMore(int streams) {
    if (rampUp().isZero() || streams >= concurrency) {
      return Long.MAX_VALUE;
    }
    return BigInteger.valueOf(times.rampUpNanos())
            .multiply(BigInteger.valueOf(streams))
            .divide(BigInteger.valueOf(concurrency))
            .longValueExact()
        + 1;
  }

  /** How many streams are to be open after a time of the load. */
  public int targetAt(Duration elapsed) {
    long nanos = Math.max(0, TimeUnit.NANOSECONDS.convert(elapsed));
    return switch (phaseAtNanos(nanos)) {
      case RAMP_UP -> share(nanos, times.rampUpNanos());
      case STEADY -> concurrency;
      case RAMP_DOWN -> share(times.endNanos() - nanos, rampDown().toNanos());
      case DRAIN -> 0;
    };
  }

  /** In whole numbers: 0.07 * 100 is more than 7 in binary, and its ceiling must not be 8. */
  private int share(long part, long whole) {
    BigInteger[] quotient =
        BigInteger.valueOf(part)
            .multiply(BigInteger.valueOf(concurrency))
            .divideAndRemainder(BigInteger.valueOf(whole));
    return Math.max(1, quotient[0].intValueExact() + quotient[1].signum());
  }

  /**
   * The targets by whole seconds, for an injector that looks once a second and spreads what is
   * missing over the second that follows: a rising second aims at its end, a falling one at its
   * start, so that the target is met on both ramps.
   */
  public List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    long rampUpNanos = times.rampUpNanos();
    long rising = secondsUpTo(rampUpNanos);
    for (long second = 0; second < rising; second++) {
      long secondEnd = Math.min((second + 1) * SECOND_NANOS, rampUpNanos);
      append(steps, share(secondEnd, rampUpNanos), 1);
    }
    if (end().isEmpty()) {
      append(steps, concurrency, UNKNOWN_END.toSeconds());
      return steps;
    }
    long endNanos = times.endNanos();
    long falling = Math.max(rising, secondsUpTo(times.fallNanos()));
    append(steps, concurrency, falling - rising);
    for (long second = falling; second * SECOND_NANOS < endNanos; second++) {
      append(steps, share(endNanos - second * SECOND_NANOS, rampDown().toNanos()), 1);
    }
    return steps;
  }

  /** How many whole seconds begin before a time. */
  private static long secondsUpTo(long nanos) {
    return (nanos + SECOND_NANOS - 1) / SECOND_NANOS;
  }

  private static void append(List<Step> steps, int users, long seconds) {
    int last = steps.size() - 1;
    if (seconds == 0) {
      return;
    }
    if (last >= 0 && steps.get(last).concurrency() == users) {
      steps.set(last, new Step(users, steps.get(last).duration().plusSeconds(seconds)));
    } else {
      steps.add(new Step(users, Duration.ofSeconds(seconds)));
    }
  }

  /**
   * A constant piece of the load.
   *
   * @param concurrency streams open at once
   * @param duration how long, in whole seconds
   */
  public record Step(int concurrency, Duration duration) {}
}
