package io.github.gatlingllm.export;

import io.github.gatlingllm.record.Distribution;
import java.util.Arrays;

/**
 * The samples of one metric, for figures as numpy makes them: percentiles by linear interpolation
 * (type 7) over all samples, and the standard deviation of a population. Up to {@link #MAX_EXACT}
 * samples are kept, 8 bytes each; beyond that percentiles come from a histogram, within 0.1 %, and
 * all else stays exact. Not thread-safe.
 */
final class Samples {

  /** The most samples that are kept. */
  static final int MAX_EXACT = 500_000;

  private static final int FIRST_CAPACITY = 1024;
  private static final double PERCENT = 100;

  private final Distribution all = new Distribution();
  private final double unit;
  private long[] kept = new long[FIRST_CAPACITY];
  private int size;
  private boolean sorted;
  private double sum;

  /**
   * Without samples.
   *
   * @param unit how much of a sample's unit is one of the figures'
   */
  Samples(double unit) {
    this.unit = unit;
  }

  /** Adds a sample; one below 0 is none. */
  void add(long sample) {
    if (sample < 0) {
      return;
    }
    all.add(sample);
    sum += sample;
    if (size < MAX_EXACT) {
      if (size == kept.length) {
        kept = Arrays.copyOf(kept, Math.min(MAX_EXACT, 2 * size));
      }
      kept[size++] = sample;
      sorted = false;
    }
  }

  long count() {
    return all.count();
  }

  /** All samples together. */
  double sum() {
    return sum / unit;
  }

  double mean() {
    return all.moments().mean() / unit;
  }

  double min() {
    return all.moments().min() / unit;
  }

  double max() {
    return all.moments().max() / unit;
  }

  /** The standard deviation with n as its divisor; 0 with fewer than two samples. */
  double standardDeviation() {
    double n = all.count();
    return n < 2 ? 0 : all.moments().standardDeviation() * Math.sqrt((n - 1) / n) / unit;
  }

  /** The value at a percentile from 0 to 100; 0 without samples. */
  double percentile(double percentile) {
    if (size == 0) {
      return 0;
    }
    if (all.count() > size) {
      return all.percentile(percentile) / unit;
    }
    if (!sorted) {
      Arrays.sort(kept, 0, size);
      sorted = true;
    }
    double rank = percentile / PERCENT * (size - 1);
    int low = (int) Math.floor(rank);
    int high = Math.min(size - 1, low + 1);
    return (kept[low] + (rank - low) * (kept[high] - kept[low])) / unit;
  }
}
