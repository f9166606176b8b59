package io.github.gatlingllm.load;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * The shape of a load over time: closed, a number of streams kept open at once, or open, requests
 * that arrive at a rate whatever becomes of the ones before. Immutable.
 *
 * <p>Both rise over {@code rampUp}, stay, and fall over {@code rampDown} before an end that is
 * known in advance; with {@code maxRequests} alone the end comes with the last request, and there
 * is no ramp-down. At the end nothing is cut: open streams drain.
 */
public sealed interface LoadProfile permits ClosedLoad, OpenLoad {

  /**
   * A closed load of so many streams at once, with no ramps and no end yet.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  static ClosedLoad concurrency(int concurrency) {
    return ClosedLoad.of(concurrency);
  }

  /**
   * This profile, if it is whole.
   *
   * @throws IllegalArgumentException if it has no end, or its ramps are longer than it is
   */
  LoadProfile validated();

  /** How long the load rises. */
  Duration rampUp();

  /** How long the load falls before its known end; of no effect where that is not known. */
  Duration rampDown();

  /** The most requests that are started. */
  OptionalLong maxRequests();

  /** The time after which no request starts, where it is known in advance. */
  Optional<Duration> end();

  /** The time at which the load begins to fall, where its end is known. */
  default Optional<Duration> rampDownStart() {
    return end().map(end -> end.minus(rampDown()));
  }

  /** The phase of a request that belongs to a time of the load; below 0 it is the beginning. */
  default Phase phaseAt(Duration elapsed) {
    return phaseAtNanos(TimeUnit.NANOSECONDS.convert(elapsed)); // A time beyond all stays beyond.
  }

  /** The same, for a time in nanoseconds. */
  Phase phaseAtNanos(long elapsedNanos);
}
