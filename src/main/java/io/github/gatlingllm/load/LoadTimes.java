package io.github.gatlingllm.load;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * When a load rises, stays, falls and ends: what closed and open loads have in common. Immutable.
 */
final class LoadTimes {

  /** No ramps and no end yet. */
  static final LoadTimes NONE =
      new LoadTimes(
          Duration.ZERO, Optional.empty(), Duration.ZERO, OptionalLong.empty(), Optional.empty());

  /** The longest that a part of a load may be told to last; nanoseconds never overflow below it. */
  private static final Duration MAX_DURATION = Duration.ofDays(365);

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

  private LoadTimes(
      Duration rampUp,
      Optional<Duration> steady,
      Duration rampDown,
      OptionalLong maxRequests,
      Optional<Duration> maxDuration) {
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

  LoadTimes rampUp(Duration duration) {
    requireNotNegative("rampUp", duration);
    return new LoadTimes(duration, steady, rampDown, maxRequests, maxDuration);
  }

  LoadTimes steady(Duration duration) {
    requirePositive("steady", duration);
    return new LoadTimes(rampUp, Optional.of(duration), rampDown, maxRequests, maxDuration);
  }

  LoadTimes rampDown(Duration duration) {
    requireNotNegative("rampDown", duration);
    return new LoadTimes(rampUp, steady, duration, maxRequests, maxDuration);
  }

  LoadTimes maxRequests(long requests) {
    Requirements.require(requests >= 1, "maxRequests is " + requests + "; accepted: 1 or more");
    return new LoadTimes(rampUp, steady, rampDown, OptionalLong.of(requests), maxDuration);
  }

  LoadTimes maxDuration(Duration duration) {
    requirePositive("maxDuration", duration);
    return new LoadTimes(rampUp, steady, rampDown, maxRequests, Optional.of(duration));
  }

  void validate() {
    Requirements.require(
        end.isPresent() || maxRequests.isPresent(),
        "the load has no end; accepted: at least one of steady, maxDuration, maxRequests");
    end.ifPresent(
        all ->
            Requirements.require(
                rampUp.plus(rampDown).compareTo(all) <= 0,
                "rampUp "
                    + rampUp.toMillis()
                    + " ms and rampDown "
                    + rampDown.toMillis()
                    + " ms are longer than the whole load of "
                    + all.toMillis()
                    + " ms"));
  }

  Duration rampUp() {
    return rampUp;
  }

  Duration rampDown() {
    return rampDown;
  }

  OptionalLong maxRequests() {
    return maxRequests;
  }

  Optional<Duration> maxDuration() {
    return maxDuration;
  }

  Optional<Duration> end() {
    return end;
  }

  long rampUpNanos() {
    return rampUpNanos;
  }

  /** When the load begins to fall; Long.MAX_VALUE where its end is not known. */
  long fallNanos() {
    return fallNanos;
  }

  /** When the load ends; Long.MAX_VALUE where that is not known. */
  long endNanos() {
    return endNanos;
  }

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

  static void requireNotNegative(String name, Duration duration) {
    Requirements.require(
        !duration.isNegative(), name + " is " + duration + "; accepted: 0 or more");
    requireBounded(name, duration);
  }

  static void requirePositive(String name, Duration duration) {
    Requirements.require(
        !duration.isNegative() && !duration.isZero(),
        name + " is " + duration + "; accepted: more than 0");
    requireBounded(name, duration);
  }

  private static void requireBounded(String name, Duration duration) {
    Requirements.require(
        duration.compareTo(MAX_DURATION) <= 0,
        name + " is " + duration + "; accepted: at most " + MAX_DURATION);
  }
}
