package io.github.gatlingllm.load;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.LongStream;

/**
 * How arrivals follow each other, at a rate of one a second: which rate they have in truth is none
 * of its business ({@link RateCurve}). Immutable.
 */
public sealed interface ArrivalProcess {

  /** One after another at equal distances, the first at once. */
  record Constant() implements ArrivalProcess {
    @Override
    public DoubleSupplier positions(SplittableRandom random) {
      long[] next = {0};
      return () -> next[0]++;
    }
  }

  /** Independent of each other: gaps have an exponential distribution. */
  record Poisson() implements ArrivalProcess {
    @Override
    public DoubleSupplier positions(SplittableRandom random) {
      double[] last = {0};
      return () -> last[0] -= StrictMath.log(1 - GammaGaps.uniform(random));
    }
  }

  /**
   * Gaps of a gamma distribution: their coefficient of variation is 1 / √shape.
   *
   * @param shape below 1 burstier than Poisson, 1 Poisson, above 1 more regular; from 0.01 to a
   *     million
   */
  record Gamma(double shape) implements ArrivalProcess {

    private static final double MIN_SHAPE = 0.01;
    private static final double MAX_SHAPE = 1e6;

    /** Refuses what is out of bounds. */
    public Gamma {
      Requirements.require(
          shape >= MIN_SHAPE && shape <= MAX_SHAPE,
          "shape is " + shape + "; accepted: from 0.01 to 1000000");
    }

    @Override
    public DoubleSupplier positions(SplittableRandom random) {
      GammaGaps gaps = new GammaGaps(shape, random);
      double[] last = {0};
      return () -> last[0] += gaps.next();
    }
  }

  /**
   * Each arrival somewhere in the first part of its interval, uniformly: as regular as constant in
   * the long run, and irregular from one to the next.
   *
   * @param jitter that part, as a share of the interval, from 0 to 1
   */
  record Uniform(double jitter) implements ArrivalProcess {

    /** Refuses what is out of bounds. */
    public Uniform {
      Requirements.require(
          jitter >= 0 && jitter <= 1, "jitter is " + jitter + "; accepted: from 0 to 1");
    }

    @Override
    public DoubleSupplier positions(SplittableRandom random) {
      long[] next = {0};
      return () -> next[0]++ + jitter * GammaGaps.uniform(random);
    }
  }

  /**
   * So many at the same instant, again and again, the first at once.
   *
   * @param size how many, 1 or more
   */
  record Bursts(int size) implements ArrivalProcess {

    /** Refuses what is out of bounds. */
    public Bursts {
      Requirements.require(size >= 1, "the size of a burst is " + size + "; accepted: 1 or more");
    }

    @Override
    public DoubleSupplier positions(SplittableRandom random) {
      long[] next = {0};
      return () -> {
        long burst = next[0]++ / size;
        return (double) burst * size;
      };
    }
  }

  /**
   * Times that were given; a rate does not come into it.
   *
   * @param times in nanoseconds from the beginning, ascending, at least one
   */
  @SuppressWarnings("ArrayRecordComponent") // Copied, compared below, and too many to be boxed.
  record Replay(long[] times) implements ArrivalProcess {

    private static final double NANOS_PER_SECOND = 1e9;

    /** Keeps a copy. */
    public Replay {
      times = times.clone();
      Requirements.require(times.length > 0, "no times are given; accepted: at least one");
      Requirements.require(
          times[0] >= 0, "the time " + times[0] + " ns is negative; accepted: 0 or more");
      for (int i = 1; i < times.length; i++) {
        Requirements.require(
            times[i] >= times[i - 1],
            "time "
                + (i + 1)
                + " of "
                + times.length
                + " is before the one it follows; accepted: ascending times");
      }
    }

    /** How many times there are. */
    public int count() {
      return times.length;
    }

    /** How many of them are before an instant. */
    long countBefore(long nanos) {
      return LongStream.of(times).takeWhile(time -> time < nanos).count();
    }

    long lastNanos() {
      return times[times.length - 1];
    }

    /** The times, as a copy. */
    @Override
    public long[] times() {
      return times.clone();
    }

    /** At one a second, a second of time is one of position. */
    @Override
    public DoubleSupplier positions(SplittableRandom random) {
      int[] next = {0};
      return () ->
          next[0] < times.length ? times[next[0]++] / NANOS_PER_SECOND : Double.POSITIVE_INFINITY;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Replay replay && Arrays.equals(times, replay.times);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(times);
    }

    @Override
    public String toString() {
      return "Replay[" + times.length + " times]";
    }
  }

  /**
   * A new sequence: the first, second, third, … position, in expected arrivals from the beginning;
   * never descending, and infinite once there are no more. The same random numbers, the same
   * positions.
   */
  DoubleSupplier positions(SplittableRandom random);
}
