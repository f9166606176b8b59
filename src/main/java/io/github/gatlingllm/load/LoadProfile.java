package io.github.gatlingllm.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

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

  /** 0.07 * 100 is a little more than 7 in binary, and its ceiling must not be 8. */
  private static final double ROUNDING_ERROR = 1e-9;

  private final int concurrency;
  private final Duration rampUp;
  private final Optional<Duration> steady;
  private final Duration rampDown;
  private final OptionalLong maxRequests;
  private final Optional<Duration> maxDuration;

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
    Optional<Duration> shaped = steady.map(time -> rampUp.plus(time).plus(rampDown));
    if (shaped.isPresent() && maxDuration.isPresent()) {
      return shaped.get().compareTo(maxDuration.get()) < 0 ? shaped : maxDuration;
    }
    return shaped.isPresent() ? shaped : maxDuration;
  }

  /** The time at which the load begins to fall, where its end is known. */
  public Optional<Duration> rampDownStart() {
    return end().map(end -> end.minus(rampDown));
  }

  /** The phase of a request that starts after a time of the load. */
  public Phase phaseAt(Duration elapsed) {
    if (elapsed.compareTo(rampUp) < 0) {
      return Phase.RAMP_UP;
    }
    if (end().isPresent() && elapsed.compareTo(end().get()) >= 0) {
      return Phase.DRAIN;
    }
    boolean falling =
        !rampDown.isZero()
            && rampDownStart().map(start -> elapsed.compareTo(start) >= 0).orElse(false);
    return falling ? Phase.RAMP_DOWN : Phase.STEADY;
  }

  /** How many streams are to be open after a time of the load. */
  public int targetAt(Duration elapsed) {
    return switch (phaseAt(elapsed)) {
      case RAMP_UP -> share(elapsed, rampUp);
      case STEADY -> concurrency;
      case RAMP_DOWN -> share(end().orElseThrow().minus(elapsed), rampDown);
      case DRAIN -> 0;
    };
  }

  private int share(Duration part, Duration whole) {
    double p = (double) part.toNanos() / whole.toNanos();
    return Math.max(1, (int) Math.ceil(p * concurrency - ROUNDING_ERROR));
  }

  /**
   * The targets by whole seconds, for an injector that looks once a second and spreads what is
   * missing over the second that follows: a rising second aims at its end, a falling one at its
   * start, so that the target is met on both ramps.
   */
  public List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    if (end().isEmpty()) {
      for (long second = 0; Duration.ofSeconds(second).compareTo(rampUp) < 0; second++) {
        append(steps, targetAt(Duration.ofSeconds(second + 1)));
      }
      steps.add(new Step(concurrency, UNKNOWN_END));
      return steps;
    }
    for (long second = 0; Duration.ofSeconds(second).compareTo(end().get()) < 0; second++) {
      Duration start = Duration.ofSeconds(second);
      append(steps, targetAt(phaseAt(start) == Phase.RAMP_UP ? min(start.plusSeconds(1)) : start));
    }
    return steps;
  }

  /** The end of a rising second, but not beyond the ramp. */
  private Duration min(Duration elapsed) {
    return elapsed.compareTo(rampUp) < 0 ? elapsed : rampUp;
  }

  private static void append(List<Step> steps, int users) {
    int last = steps.size() - 1;
    if (last >= 0 && steps.get(last).concurrency() == users) {
      steps.set(last, new Step(users, steps.get(last).duration().plusSeconds(1)));
    } else {
      steps.add(new Step(users, Duration.ofSeconds(1)));
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
  }

  private static void requirePositive(String name, Duration duration) {
    require(
        !duration.isNegative() && !duration.isZero(),
        name + " is " + duration + "; accepted: more than 0");
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
