package io.github.gatlingllm.javaapi;

import io.gatling.javaapi.core.OpenInjectionStep;
import io.github.gatlingllm.gatling.ScheduledStep;
import io.github.gatlingllm.load.OpenLoad;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/**
 * The shape of an open load: requests that start by a rate, whatever became of the ones before.
 * Immutable: every method returns a new one.
 *
 * <p>Give the same one to the protocol ({@link LlmProtocolBuilder#load(OpenLoadBuilder)}) and, as
 * {@link #steps()}, to the injection; or inject it alone, for a time ({@link #during}).
 */
public final class OpenLoadBuilder {

  private static final SecureRandom SEEDS = new SecureRandom();

  private final OpenLoad profile;

  OpenLoadBuilder(OpenLoad profile) {
    this.profile = profile;
  }

  static OpenLoadBuilder of(OpenLoad profile) {
    return new OpenLoadBuilder(profile.seed(SEEDS.nextLong()));
  }

  /** How long the rate rises, from 0. */
  public OpenLoadBuilder rampUp(Duration duration) {
    return new OpenLoadBuilder(profile.rampUp(duration));
  }

  /** How long the rate stays what it is. */
  public OpenLoadBuilder steady(Duration duration) {
    return new OpenLoadBuilder(profile.steady(duration));
  }

  /**
   * Goes on at another rate, after {@link #steady} and the stages before.
   *
   * @param rate requests a second
   */
  public OpenLoadBuilder stage(double rate, Duration duration) {
    return new OpenLoadBuilder(profile.stage(rate, duration));
  }

  /** How long the rate falls to 0 before the end, which must be known in advance. */
  public OpenLoadBuilder rampDown(Duration duration) {
    return new OpenLoadBuilder(profile.rampDown(duration));
  }

  /** The most requests that are started, failed ones included. */
  public OpenLoadBuilder maxRequests(long requests) {
    return new OpenLoadBuilder(profile.maxRequests(requests));
  }

  /** The time after which no request starts, ramps included. */
  public OpenLoadBuilder maxDuration(Duration duration) {
    return new OpenLoadBuilder(profile.maxDuration(duration));
  }

  /** What random times are made of: the same seed gives the same ones. Another each time else. */
  public OpenLoadBuilder seed(long seed) {
    return new OpenLoadBuilder(profile.seed(seed));
  }

  /**
   * A step of Gatling's open injection that lasts so long, ramps not included; of a replay, no
   * longer.
   */
  public OpenInjectionStep during(Duration duration) {
    return ScheduledStep.of(
        profile.isReplay() ? profile.maxDuration(duration) : profile.steady(duration));
  }

  /**
   * The load as steps of Gatling's open injection.
   *
   * @throws IllegalArgumentException if the load has no end, or its ramps are longer than it is
   */
  public List<OpenInjectionStep> steps() {
    return List.of(ScheduledStep.of(profile));
  }

  /** The load, whether it has an end or not. */
  OpenLoad shape() {
    return profile;
  }

  OpenLoad profile() {
    return profile.validated();
  }
}
