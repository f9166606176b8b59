package io.github.gatlingllm.record;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.PackedHistogram;

/**
 * The distribution of one metric: an HdrHistogram of three significant digits beside exact moments.
 * Merging loses nothing. Not thread-safe.
 */
public final class Distribution {

  /** The percentiles that are told of every distribution. */
  public static final List<Double> PERCENTILES =
      List.of(1.0, 5.0, 10.0, 25.0, 50.0, 75.0, 90.0, 95.0, 99.0, 99.9, 99.99);

  private static final int ENOUGH_IN_TAIL = 10;

  /** 1000 samples have 10 beyond p99, whatever binary fractions make of that. */
  private static final double ROUNDING_ERROR = 1e-6;

  private static final int SIGNIFICANT_DIGITS = 3;

  /** Says which values are one to all distributions; nothing is counted in it. */
  private static final Histogram SCALE = new Histogram(SIGNIFICANT_DIGITS);

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

  /**
   * The greatest value that no distribution tells from a value: at most 0.1 % above it.
   *
   * @param value 0 or more
   */
  public static long greatestAlike(long value) {
    return SCALE.highestEquivalentValue(value);
  }

  /** Whether at least ten of so many samples lie beyond a percentile, on its thinner side. */
  public static boolean hasTail(double percentile, long count) {
    double share = Math.min(percentile, 100 - percentile) / 100;
    return count * share >= ENOUGH_IN_TAIL - ROUNDING_ERROR;
  }

  /** The least number of samples for which {@link #hasTail} holds. */
  public static long samplesForTail(double percentile) {
    double share = Math.min(percentile, 100 - percentile) / 100;
    return (long) Math.ceil((ENOUGH_IN_TAIL - ROUNDING_ERROR) / share);
  }

  /** The histogram itself, to be merged or written. */
  public Histogram histogram() {
    return histogram;
  }
}
