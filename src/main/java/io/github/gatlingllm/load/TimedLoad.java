package io.github.gatlingllm.load;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The part of a load profile that closed and open loads share: when it rises, falls and ends.
 * Immutable.
 *
 * @param <L> the load itself
 */
abstract class TimedLoad<L extends LoadProfile> {

  final LoadTimes times;

  TimedLoad(LoadTimes times) {
    this.times = times;
  }

  /** The same load, at other times. */
  abstract L with(LoadTimes newTimes);

  /** The same load, rising over a time of 0 or more. */
  public L rampUp(Duration duration) {
    return with(times.rampUp(duration));
  }

  /** The same load, falling over a time of 0 or more before its known end. */
  public L rampDown(Duration duration) {
    return with(times.rampDown(duration));
  }

  /** The same load, starting at most so many requests, whatever becomes of them. */
  public L maxRequests(long requests) {
    return with(times.maxRequests(requests));
  }

  /** The same load, starting no request after a time above 0, ramps included. */
  public L maxDuration(Duration duration) {
    return with(times.maxDuration(duration));
  }

  /** How long the load rises. */
  public Duration rampUp() {
    return times.rampUp();
  }

  /** How long the load falls before its known end; of no effect where that is not known. */
  public Duration rampDown() {
    return times.rampDown();
  }

  /** The most requests that are started. */
  public OptionalLong maxRequests() {
    return times.maxRequests();
  }

  /** The time after which no request starts, where it is known in advance. */
  public Optional<Duration> end() {
    return times.end();
  }

  /** The phase of a request that belongs to a time of the load in nanoseconds. */
  public Phase phaseAtNanos(long elapsedNanos) {
    return times.phaseAtNanos(elapsedNanos);
  }
}
