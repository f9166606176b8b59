package io.github.gatlingllm.prompt;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long users think before their next turn: a distribution of times. */
public sealed interface ThinkTime {

  /** The longest mean that is accepted, and where a longer draw is cut. */
  Duration LONGEST = Duration.ofHours(1);

  /** No time at all. */
  ThinkTime NONE = new Constant(Duration.ZERO);

  /** Draws one, from zero to {@link #LONGEST}. */
  Duration sample(RandomGenerator random);

  /** The time around which the draws lie. */
  Duration mean();

  /**
   * Always the same time.
   *
   * @throws IllegalArgumentException if it is negative or longer than {@link #LONGEST}
   */
  static ThinkTime constant(Duration time) {
    return new Constant(time);
  }

  /**
   * Exponentially distributed: most are short, and what has passed tells nothing of what is left.
   *
   * @throws IllegalArgumentException if the mean is not above zero or longer than {@link #LONGEST}
   */
  static ThinkTime exponential(Duration mean) {
    return new Exponential(mean);
  }

  /**
   * Log-normally distributed, as the times of people are: most near the mean, and few much longer.
   *
   * @param mean the mean of the times themselves, not of their logarithms
   * @param stddev the standard deviation of the times themselves
   * @throws IllegalArgumentException if either is negative or longer than {@link #LONGEST}, or the
   *     mean is zero
   */
  static ThinkTime logNormal(Duration mean, Duration stddev) {
    return new LogNormal(mean, stddev);
  }

  /** Always the same time. */
  record Constant(Duration time) implements ThinkTime {
    /** Refuses what is out of range. */
    public Constant {
      check("thinkTime", time, true);
    }

    @Override
    public Duration sample(RandomGenerator random) {
      return time;
    }

    @Override
    public Duration mean() {
      return time;
    }
  }

  /** Exponentially distributed times. */
  record Exponential(Duration mean) implements ThinkTime {
    /** Refuses what is out of range. */
    public Exponential {
      check("the mean of thinkTime", mean, false);
    }

    @Override
    public Duration sample(RandomGenerator random) {
      return cut(mean.toNanos() * random.nextExponential());
    }
  }

  /** Log-normally distributed times, by mean and deviation of the times themselves. */
  record LogNormal(Duration mean, Duration stddev) implements ThinkTime {
    /** Refuses what is out of range. */
    public LogNormal {
      check("the mean of thinkTime", mean, false);
      check("the stddev of thinkTime", stddev, true);
    }

    /** With σ² = ln(1 + stddev² / mean²) and μ = ln(mean) − σ²/2. */
    @Override
    public Duration sample(RandomGenerator random) {
      double ratio = (double) stddev.toNanos() / mean.toNanos();
      double variance = Math.log1p(ratio * ratio);
      double factor = Math.exp(Math.sqrt(variance) * random.nextGaussian() - variance / 2);
      return cut(mean.toNanos() * factor);
    }
  }

  private static Duration cut(double nanos) {
    return Duration.ofNanos((long) Math.min(nanos, (double) LONGEST.toNanos()));
  }

  private static void check(String what, Duration time, boolean zeroAccepted) {
    boolean tooShort = zeroAccepted ? time.isNegative() : time.isNegative() || time.isZero();
    if (tooShort || time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          what
              + " is "
              + time
              + "; accepted: "
              + (zeroAccepted ? "from 0" : "above 0")
              + " to "
              + LONGEST);
    }
  }
}
