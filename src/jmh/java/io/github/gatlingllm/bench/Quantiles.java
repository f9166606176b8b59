package io.github.gatlingllm.bench;

import java.util.Arrays;

/** Samples of one figure, in nanoseconds; reported in milliseconds. */
final class Quantiles {

  private static final double NANOS_PER_MILLI = 1e6;

  private long[] nanos = new long[1024];
  private int size;

  void add(long value) {
    if (size == nanos.length) {
      nanos = Arrays.copyOf(nanos, size * 2);
    }
    nanos[size++] = value;
  }

  int size() {
    return size;
  }

  double meanMillis() {
    return Arrays.stream(nanos, 0, size).average().orElse(Double.NaN) / NANOS_PER_MILLI;
  }

  double millis(double percentile) {
    if (size == 0) {
      return Double.NaN;
    }
    Arrays.sort(nanos, 0, size);
    int rank = (int) Math.ceil(percentile / 100 * size);
    return nanos[Math.max(0, rank - 1)] / NANOS_PER_MILLI;
  }

  /** The median of figures of any unit. */
  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
