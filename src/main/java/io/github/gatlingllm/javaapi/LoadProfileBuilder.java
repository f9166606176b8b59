package io.github.gatlingllm.javaapi;

import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;

import io.gatling.javaapi.core.ClosedInjectionStep;
import io.github.gatlingllm.load.ClosedLoad;
import java.time.Duration;
import java.util.List;

/**
 * The shape of a closed load: ramp-up, steady, ramp-down, and its limits. Immutable: every method
 * returns a new one.
 *
 * <p>Give the same one to the protocol ({@link LlmProtocolBuilder#load}) and, as {@link #steps()},
 * to the injection.
 */
public final class LoadProfileBuilder {

  private final ClosedLoad profile;

  LoadProfileBuilder(ClosedLoad profile) {
    this.profile = profile;
  }

  /** How long the load rises. */
  public LoadProfileBuilder rampUp(Duration duration) {
    return new LoadProfileBuilder(profile.rampUp(duration));
  }

  /**
   * Until so many requests have ended the load rises; with {@link #rampUp} as well that says how
   * steeply, and this only what is called ramp-up.
   */
  public LoadProfileBuilder rampUpRequests(long requests) {
    return new LoadProfileBuilder(profile.rampUpRequests(requests));
  }

  /** Over the last so many of {@link #maxRequests} the load falls. */
  public LoadProfileBuilder rampDownRequests(long requests) {
    return new LoadProfileBuilder(profile.rampDownRequests(requests));
  }

  /** The load rises by so many streams a second, in place of {@link #rampUp}. */
  public LoadProfileBuilder spawnRate(double streamsPerSecond) {
    return new LoadProfileBuilder(profile.spawnRate(streamsPerSecond));
  }

  /** All streams of a load without a ramp-up start at once; else they do over a second. */
  public LoadProfileBuilder burst() {
    return new LoadProfileBuilder(profile.burst());
  }

  /** How long the load stays at its target. */
  public LoadProfileBuilder steady(Duration duration) {
    return new LoadProfileBuilder(profile.steady(duration));
  }

  /** How long the load falls before its end, which must be known in advance. */
  public LoadProfileBuilder rampDown(Duration duration) {
    return new LoadProfileBuilder(profile.rampDown(duration));
  }

  /**
   * The most requests that are started, failed ones included. When the last of them has drained the
   * run is stopped, other scenarios of the simulation with it.
   */
  public LoadProfileBuilder maxRequests(long requests) {
    return new LoadProfileBuilder(profile.maxRequests(requests));
  }

  /** The time after which no request starts, ramps included. */
  public LoadProfileBuilder maxDuration(Duration duration) {
    return new LoadProfileBuilder(profile.maxDuration(duration));
  }

  /**
   * The load as steps of Gatling's closed injection.
   *
   * @throws IllegalArgumentException if the load has no end, or its ramps are longer than it is
   */
  public List<ClosedInjectionStep> steps() {
    return profile.validated().steps().stream()
        .map(step -> constantConcurrentUsers(step.concurrency()).during(step.duration()))
        .toList();
  }

  /** The load, whether it has an end or not. */
  ClosedLoad shape() {
    return profile;
  }

  ClosedLoad profile() {
    return profile.validated();
  }
}
