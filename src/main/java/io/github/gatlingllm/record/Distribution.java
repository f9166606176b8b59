package io.github.gatlingllm.record;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.PackedHistogram;

/**
 * The distribution of one metric: an HdrHistogram of three significant digits beside exact moments.
 * Merging loses nothing. Not thread-safe.
 */
public final class Distribution {

  private static final int SIGNIFICANT_DIGITS = 3;

  private final Moments moments = new Moments();
  private Histogram histogram = new Histogram(SIGNIFICANT_DIGITS);

  /**
   * Adds samples of the same value.
   *
   * @param value the value in the metric's unit, nanoseconds for times; below 0 it is no sample
   * @param times how many
   */
  public void add(long value, long times) {
    if (value >= 0 && times > 0) {
      if (times == 1) {
        moments.add(value);
      } else {
        moments.add((double) value, times);
      }
      histogram.recordValueWithCount(value, times);
    }
  }

  /** Adds one sample; a value below 0 is none. */
  public void add(long value) {
    add(value, 1);
  }

  /** Adds all samples of another. */
  public void add(Distribution other) {
    moments.add(other.moments);
    histogram.add(other.histogram);
  }

  /** Takes up less memory from now on, with the same values; what is added later takes longer. */
  void pack() {
    PackedHistogram packed = new PackedHistogram(SIGNIFICANT_DIGITS);
    packed.add(histogram);
    histogram = packed;
  }

  /** Exact count, minimum, maximum, mean and standard deviation. */
  public Moments moments() {
    return moments;
  }

  /** How many samples there are. */
  public long count() {
    return moments.count();
  }

  /** The value at a percentile from 0 to 100, never outside the exact extremes. */
  public double percentile(double percentile) {
    if (moments.count() == 0) {
      return 0;
    }
    double value = histogram.getValueAtPercentile(percentile);
    return Math.min(moments.max(), Math.max(moments.min(), value));
  }

  /** The histogram itself, to be merged or written. */
  public Histogram histogram() {
    return histogram;
  }
}
