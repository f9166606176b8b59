package io.github.gatlingllm.calibrate;

import java.util.Arrays;

/** Samples of one figure, in nanoseconds; reported in milliseconds. Confined to one thread. */
public final class Quantiles {

  private static final double NANOS_PER_MILLI = 1e6;

  private long[] nanos = new long[1024];
  private int size;

  /** Adds a sample, in nanoseconds; below zero is a sample too. */
  public void add(long value) {
    if (size == nanos.length) {
      nanos = Arrays.copyOf(nanos, size * 2);
    }
    nanos[size++] = value;
  }

  /** How many samples there are. */
  public int size() {
    return size;
  }

  /** Their mean in milliseconds, not a number without samples. */
  public double meanMillis() {
    return Arrays.stream(nanos, 0, size).average().orElse(Double.NaN) / NANOS_PER_MILLI;
  }

  /**
   * The sample of a rank in milliseconds, not a number without samples.
   *
   * @param percentile above 0, up to 100 for the greatest
   */
  public double millis(double percentile) {
    if (size == 0) {
      return Double.NaN;
    }
    Arrays.sort(nanos, 0, size);
    int rank = (int) Math.ceil(percentile / 100 * size);
    return nanos[Math.max(0, rank - 1)] / NANOS_PER_MILLI;
  }

  /** The median of figures of any unit; at least one. */
  public static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
