package io.github.gatlingllm.load;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * A closed load: how many streams are kept open at once, over time, and when to stop.
 *
 * <p>The target rises over {@code rampUp}, stays, and falls over {@code rampDown}; on the ramps it
 * is {@code max(1, ceil(p * concurrency))} with p the share of the ramp that has passed (on the way
 * down: that is left). The end is known in advance if {@code steady} or {@code maxDuration} is
 * given; with {@code maxRequests} alone it comes with the last request, and there is no ramp-down.
 *
 * <p>At the end nothing is cut: open streams drain.
 */
public final class LoadProfile {

  /** How long a load without a known end may go on, as far as the injector is told. */
  private static final Duration UNKNOWN_END = Duration.ofDays(365);

  /** The longest that a part of a load may be told to last; nanoseconds never overflow below it. */
  private static final Duration MAX_DURATION = Duration.ofDays(365);

  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final int concurrency;
  private final Duration rampUp;
  private final Optional<Duration> steady;
  private final Duration rampDown;
  private final OptionalLong maxRequests;
  private final Optional<Duration> maxDuration;

  // The edges of the phases, worked out once: every request and many a token asks for its phase.
  private final Optional<Duration> end;
  private final long rampUpNanos;
  private final long fallNanos;
  private final long endNanos;

  private LoadProfile(
      int concurrency,
      Duration rampUp,
      Optional<Duration> steady,
      Duration rampDown,
      OptionalLong maxRequests,
      Optional<Duration> maxDuration) {
    this.concurrency = concurrency;
    this.rampUp = rampUp;
    this.steady = steady;
    this.rampDown = rampDown;
    this.maxRequests = maxRequests;
    this.maxDuration = maxDuration;
    this.end = earlier(steady.map(time -> rampUp.plus(time).plus(rampDown)), maxDuration);
    this.rampUpNanos = rampUp.toNanos();
    this.endNanos = end.map(Duration::toNanos).orElse(Long.MAX_VALUE);
    this.fallNanos = end.isPresent() ? endNanos - rampDown.toNanos() : Long.MAX_VALUE;
  }

  private static Optional<Duration> earlier(Optional<Duration> one, Optional<Duration> other) {
    if (one.isPresent() && other.isPresent()) {
      return one.get().compareTo(other.get()) < 0 ? one : other;
    }
    return one.isPresent() ? one : other;
  }

  /**
   * A load of so many streams at once, with no ramps and no end yet.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public static LoadProfile concurrency(int concurrency) {
    require(concurrency >= 1, "concurrency is " + concurrency + "; accepted: 1 or more");
    return new LoadProfile(
        concurrency,
        Duration.ZERO,
        Optional.empty(),
        Duration.ZERO,
        OptionalLong.empty(),
        Optional.empty());
  }

  /** The same load, rising over a time of 0 or more. */
  public LoadProfile rampUp(Duration duration) {
    requireNotNegative("rampUp", duration);
    return new LoadProfile(concurrency, duration, steady, rampDown, maxRequests, maxDuration);
  }

  /** The same load, at its target for a time above 0. */
  public LoadProfile steady(Duration duration) {
    requirePositive("steady", duration);
    return new LoadProfile(
        concurrency, rampUp, Optional.of(duration), rampDown, maxRequests, maxDuration);
  }

  /** The same load, falling over a time of 0 or more before its known end. */
  public LoadProfile rampDown(Duration duration) {
    requireNotNegative("rampDown", duration);
    return new LoadProfile(concurrency, rampUp, steady, duration, maxRequests, maxDuration);
  }

  /** The same load, starting at most so many requests, whatever becomes of them. */
  public LoadProfile maxRequests(long requests) {
    require(requests >= 1, "maxRequests is " + requests + "; accepted: 1 or more");
    return new LoadProfile(
        concurrency, rampUp, steady, rampDown, OptionalLong.of(requests), maxDuration);
  }

  /** The same load, starting no request after a time above 0, ramps included. */
  public LoadProfile maxDuration(Duration duration) {
    requirePositive("maxDuration", duration);
    return new LoadProfile(
        concurrency, rampUp, steady, rampDown, maxRequests, Optional.of(duration));
  }

  /**
   * This profile, if it is whole.
   *
   * @throws IllegalArgumentException if it has no end, or its ramps are longer than it is
   */
  public LoadProfile validated() {
    require(
        end().isPresent() || maxRequests.isPresent(),
        "the load has no end; accepted: at least one of steady, maxDuration, maxRequests");
    end()
        .ifPresent(
            end ->
                require(
                    rampUp.plus(rampDown).compareTo(end) <= 0,
                    "rampUp "
                        + rampUp.toMillis()
                        + " ms and rampDown "
                        + rampDown.toMillis()
                        + " ms are longer than the whole load of "
                        + end.toMillis()
                        + " ms"));
    return this;
  }

  /** The most streams open at once. */
  public int concurrency() {
    return concurrency;
  }

  /** How long the load rises. */
  public Duration rampUp() {
    return rampUp;
  }

  /** How long the load falls before its known end; of no effect where that is not known. */
  public Duration rampDown() {
    return rampDown;
  }

  /** The most requests that are started. */
  public OptionalLong maxRequests() {
    return maxRequests;
  }

  /** The time after which no request starts, where it is known in advance. */
  public Optional<Duration> end() {
    return end;
  }

  /** The time at which the load begins to fall, where its end is known. */
  public Optional<Duration> rampDownStart() {
    return end().map(end -> end.minus(rampDown));
  }

  /** The phase of a request that starts after a time of the load; below 0 it is the beginning. */
  public Phase phaseAt(Duration elapsed) {
    return phaseAtNanos(nanos(elapsed));
  }

  /** The same, for a time in nanoseconds. */
  Phase phaseAtNanos(long elapsedNanos) {
    long elapsed = Math.max(0, elapsedNanos);
    if (elapsed < rampUpNanos) {
      return Phase.RAMP_UP;
    }
    if (end.isEmpty() || elapsed < fallNanos) {
      return Phase.STEADY;
    }
    return elapsed < endNanos ? Phase.RAMP_DOWN : Phase.DRAIN;
  }

  /** How many streams are to be open after a time of the load. */
  public int targetAt(Duration elapsed) {
    long nanos = Math.max(0, nanos(elapsed));
    return switch (phaseAtNanos(nanos)) {
      case RAMP_UP -> share(nanos, rampUpNanos);
      case STEADY -> concurrency;
      case RAMP_DOWN -> share(endNanos - nanos, rampDown.toNanos());
      case DRAIN -> 0;
    };
  }

  /** Nanoseconds, or the most there are of them: a time beyond every end stays beyond it. */
  private static long nanos(Duration elapsed) {
    return TimeUnit.NANOSECONDS.convert(elapsed);
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
    long rising = secondsUpTo(rampUpNanos);
    for (long second = 0; second < rising; second++) {
      long secondEnd = Math.min((second + 1) * SECOND_NANOS, rampUpNanos);
      append(steps, share(secondEnd, rampUpNanos), 1);
    }
    if (end.isEmpty()) {
      append(steps, concurrency, UNKNOWN_END.toSeconds());
      return steps;
    }
    long falling = Math.max(rising, secondsUpTo(fallNanos));
    append(steps, concurrency, falling - rising);
    for (long second = falling; second * SECOND_NANOS < endNanos; second++) {
      append(steps, share(endNanos - second * SECOND_NANOS, rampDown.toNanos()), 1);
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

  private static void requireNotNegative(String name, Duration duration) {
    require(!duration.isNegative(), name + " is " + duration + "; accepted: 0 or more");
    requireBounded(name, duration);
  }

  private static void requirePositive(String name, Duration duration) {
    require(
        !duration.isNegative() && !duration.isZero(),
        name + " is " + duration + "; accepted: more than 0");
    requireBounded(name, duration);
  }

  private static void requireBounded(String name, Duration duration) {
    require(
        duration.compareTo(MAX_DURATION) <= 0,
        name + " is " + duration + "; accepted: at most " + MAX_DURATION);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
