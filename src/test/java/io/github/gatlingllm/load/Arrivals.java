package io.github.gatlingllm.load;

import java.util.Arrays;
import java.util.stream.LongStream;

/** What tests look at in the times of an open load. */
final class Arrivals {

  static final double NANOS_PER_SECOND = 1e9;

  private Arrivals() {}

  /** All of its times, in nanoseconds. */
  static long[] of(OpenLoad load) {
    LongStream.Builder times = LongStream.builder();
    load.arrivals().forEachRemaining((long nanos) -> times.add(nanos));
    return times.build().toArray();
  }

  /** All of its times, in milliseconds. */
  static long[] millis(OpenLoad load) {
    return Arrays.stream(of(load)).map(nanos -> Math.round(nanos / 1e6)).toArray();
  }

  /** The gaps between times in seconds, the first from 0. */
  static double[] gaps(long[] times) {
    double[] gaps = new double[times.length];
    for (int i = 0; i < times.length; i++) {
      gaps[i] = (times[i] - (i == 0 ? 0 : times[i - 1])) / NANOS_PER_SECOND;
    }
    return gaps;
  }

  static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  /** The standard deviation as a share of the mean. */
  static double variation(double[] values) {
    double mean = mean(values);
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return Math.sqrt(squares / (values.length - 1)) / mean;
  }

  /** How many of these lie from a second up to another. */
  static long between(long[] times, double fromSecond, double toSecond) {
    return Arrays.stream(times)
        .filter(nanos -> nanos >= fromSecond * NANOS_PER_SECOND)
        .filter(nanos -> nanos < toSecond * NANOS_PER_SECOND)
        .count();
  }
}
