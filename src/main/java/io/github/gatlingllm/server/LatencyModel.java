package io.github.gatlingllm.server;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * How long the simulated model takes, in the terms in which an inference server is described.
 *
 * <ul>
 *   <li>time to first token = {@code firstToken} + prompt tokens / {@code prefillTokensPerSecond};
 *   <li>gap between two tokens = {@code gap} + {@code gapPerExtraStream} × (streams being served −
 *       1), the price of a larger batch;
 *   <li>each of the two is multiplied by a jitter factor of its own draw.
 * </ul>
 *
 * <p>The factor is log-normal with mean 1 and standard deviation {@code jitter}: never negative,
 * skewed to the right as a server's latencies are, and neutral for throughput whatever the jitter.
 *
 * <p>A pure value: the same arguments and the same state of the random generator give the same
 * result. Safe for use by any thread, where the generator is.
 *
 * @param firstToken time to first token of an empty prompt, not negative
 * @param prefillTokensPerSecond speed at which the prompt is read, positive
 * @param gap time between two tokens of the only stream, not negative
 * @param gapPerExtraStream what every further stream adds to the gap, not negative
 * @param jitter standard deviation of the factor, as a fraction of its mean: 0 (none) to 1
 */
public record LatencyModel(
    Duration firstToken,
    double prefillTokensPerSecond,
    Duration gap,
    Duration gapPerExtraStream,
    double jitter) {

  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  /** The longest of each duration: beyond it a simulated answer is a hung one. */
  private static final Duration LONGEST = Duration.ofHours(1);

  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException for a value out of the range given above
   */
  public LatencyModel {
    requireDuration("firstToken", firstToken);
    requireDuration("gap", gap);
    requireDuration("gapPerExtraStream", gapPerExtraStream);
    if (!(prefillTokensPerSecond > 0)) {
      throw new IllegalArgumentException(
          "prefillTokensPerSecond must be positive: " + prefillTokensPerSecond);
    }
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException("jitter must be from 0 to 1: " + jitter);
    }
  }

  private static void requireDuration(String name, Duration value) {
    if (value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(name + " must be from 0 to " + LONGEST + ": " + value);
    }
  }

  /** A small model on one accelerator: 20 ms + 8000 tokens/s, 8 ms + 0.15 ms a stream, 10 %. */
  public static LatencyModel defaults() {
    return new LatencyModel(
        Duration.ofMillis(20), 8_000, Duration.ofMillis(8), Duration.ofNanos(150_000), 0.1);
  }

  /** As fast as the machine allows: every time is zero. For tests of everything but time. */
  public static LatencyModel instant() {
    return new LatencyModel(
        Duration.ZERO, Double.POSITIVE_INFINITY, Duration.ZERO, Duration.ZERO, 0);
  }

  /** The same model with another jitter. */
  public LatencyModel withJitter(double value) {
    return new LatencyModel(firstToken, prefillTokensPerSecond, gap, gapPerExtraStream, value);
  }

  /**
   * Draws the time from the start of service to the first token.
   *
   * @param promptTokens length of the prompt, not negative
   * @param random source of the jitter; two generators of one state give one result
   * @return nanoseconds, never negative
   */
  public long firstTokenNanos(int promptTokens, RandomGenerator random) {
    double prefillNanos = promptTokens / prefillTokensPerSecond * NANOS_PER_SECOND;
    return jittered(firstToken.toNanos() + prefillNanos, random);
  }

  /**
   * Draws the time from one token to the next.
   *
   * @param activeStreams streams being served, this one included; at least 1
   * @param random source of the jitter; two generators of one state give one result
   * @return nanoseconds, never negative
   */
  public long gapNanos(int activeStreams, RandomGenerator random) {
    double extraStreams = activeStreams - 1.0;
    return jittered(gap.toNanos() + extraStreams * gapPerExtraStream.toNanos(), random);
  }

  private long jittered(double nanos, RandomGenerator random) {
    if (jitter == 0) {
      return Math.round(nanos);
    }
    double variance = Math.log1p(jitter * jitter);
    double factor = Math.exp(Math.sqrt(variance) * random.nextGaussian() - variance / 2);
    return Math.round(nanos * factor);
  }
}
