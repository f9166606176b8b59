package io.github.gatlingllm.record;

import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.PackedHistogram;
import org.jspecify.annotations.Nullable;

/**
 * The distribution of one metric: an HdrHistogram of three significant digits beside exact moments.
 * Merging loses nothing. Not thread-safe.
 *
 * <p>A histogram takes up more than a hundred kilobytes, however few samples it has. One of many
 * distributions may be compact instead: it begins as a list, and becomes a histogram when the list
 * is full. Its figures are the same.
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

  /** Of a compact one: 8 kB. */
  private static final int MAX_LISTED = 1024;

  private static final int FIRST_LISTED = 8;

  private final Moments moments = new Moments();

  /** Null while samples are listed. */
  private @Nullable Histogram histogram;

  private long[] listed = new long[0];
  private int listedCount;

  /** Without samples. */
  public Distribution() {
    this(new Histogram(SIGNIFICANT_DIGITS));
  }

  private Distribution(@Nullable Histogram histogram) {
    this.histogram = histogram;
  }

  /** Without samples, and small as long as there are few. */
  static Distribution compact() {
    return new Distribution(null);
  }

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
      record(value, times);
    }
  }

  private void record(long value, long times) {
    if (histogram != null) {
      histogram.recordValueWithCount(value, times);
    } else if (listedCount + times <= MAX_LISTED) {
      int end = listedCount + (int) times;
      if (end > listed.length) {
        listed = Arrays.copyOf(listed, Math.max(end, Math.max(FIRST_LISTED, 2 * listed.length)));
      }
      Arrays.fill(listed, listedCount, end, value);
      listedCount = end;
    } else {
      histogram().recordValueWithCount(value, times);
    }
  }

  /** Adds one sample; a value below 0 is none. */
  public void add(long value) {
    add(value, 1);
  }

  /** Adds all samples of another. */
  public void add(Distribution other) {
    moments.add(other.moments);
    if (other.histogram != null) {
      histogram().add(other.histogram);
    }
    for (int i = 0; i < other.listedCount; i++) {
      record(other.listed[i], 1);
    }
  }

  /** Takes up less memory from now on, with the same values; what is added later takes longer. */
  void pack() {
    if (histogram == null) {
      return; // A list is smaller still.
    }
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
    double value = histogram().getValueAtPercentile(percentile);
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
    if (histogram == null) {
      histogram = new Histogram(SIGNIFICANT_DIGITS);
      for (int i = 0; i < listedCount; i++) {
        histogram.recordValue(listed[i]);
      }
      listed = new long[0];
      listedCount = 0;
    }
    return histogram;
  }
}
