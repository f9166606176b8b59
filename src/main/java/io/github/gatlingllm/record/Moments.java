package io.github.gatlingllm.record;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Count, minimum, maximum, mean and sample standard deviation of a stream of values. Sums are kept
 * with twice the digits of a double, so the figures are the same in whichever order the samples
 * come and however they are merged: live from many threads, or read back from a log. Not
 * thread-safe.
 */
public final class Moments {

  /** 2²⁷ + 1: parts a double into two halves whose products are exact (Dekker). */
  private static final double SPLITTER = 134_217_729;

  /** Of whole numbers below it, so many may be added up with their squares in longs. */
  private static final long SMALL = 1L << 27;

  private static final int SMALL_AT_ONCE = 256;

  private final LongSum sum = new LongSum();
  private final LongSum squares = new LongSum();
  private long smallSum;
  private long smallSquares;
  private int smallCount;
  private long count;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  /** A sum of doubles in two doubles, of which the second is what the first has no digits for. */
  private static final class LongSum {
    private double high;
    private double low;

    /** Adds a number in two parts, of which the second is much less. */
    void add(double value, double rest) {
      double rounded = high + value;
      double taken = rounded - high;
      double lost = (high - (rounded - taken)) + (value - taken);
      double lows = low + (rest + lost);
      high = rounded + lows;
      low = lows - (high - rounded);
    }

    void add(long value) {
      double rounded = (double) value;
      add(rounded, (double) (value - (long) rounded));
    }

    void add(LongSum other) {
      add(other.high, other.low);
    }

    boolean isFinite() {
      return Double.isFinite(high) && Double.isFinite(low);
    }

    BigDecimal exact() {
      return new BigDecimal(high).add(new BigDecimal(low));
    }
  }

  /** Adds a sample: the short way for nanoseconds, of which there are many in every second. */
  void add(long value) {
    if (value < 0 || value >= SMALL) {
      add((double) value, 1);
      return;
    }
    count++;
    min = Math.min(min, (double) value);
    max = Math.max(max, (double) value);
    smallSum += value;
    smallSquares += value * value;
    if (++smallCount == SMALL_AT_ONCE) {
      addSmall();
    }
  }

  private void addSmall() {
    sum.add(smallSum);
    squares.add(smallSquares);
    smallSum = 0;
    smallSquares = 0;
    smallCount = 0;
  }

  /** Adds {@code times} samples of the same value. */
  public void add(double value, long times) {
    if (times > 0) {
      count += times;
      min = Math.min(min, value);
      max = Math.max(max, value);
      addProduct(sum, value, times);
      double square = value * value;
      double lost = lostInProduct(value, value, square);
      if (times == 1) {
        squares.add(square, lost);
      } else {
        addProduct(squares, square, times);
        squares.add(lost * times, 0);
      }
    }
  }

  private static void addProduct(LongSum to, double value, long times) {
    double product = value * times;
    to.add(product, times == 1 ? 0 : lostInProduct(value, (double) times, product));
  }

  /** What the rounded product of two numbers lacks; Math.fma is slow where no processor has it. */
  private static double lostInProduct(double one, double other, double product) {
    double oneHigh = upperHalf(one);
    double oneLow = one - oneHigh;
    double otherHigh = upperHalf(other);
    double otherLow = other - otherHigh;
    return ((oneHigh * otherHigh - product) + oneHigh * otherLow + oneLow * otherHigh)
        + oneLow * otherLow;
  }

  private static double upperHalf(double value) {
    double scaled = SPLITTER * value;
    return scaled - (scaled - value);
  }

  /** Adds all samples of another. */
  public void add(Moments other) {
    other.addSmall();
    count += other.count;
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    sum.add(other.sum);
    squares.add(other.squares);
  }

  /** How many samples there are. */
  public long count() {
    return count;
  }

  /** The mean, or 0 without samples. */
  public double mean() {
    addSmall();
    return count == 0 ? 0 : sum.high / count;
  }

  /** The least sample, or 0 without samples. */
  public double min() {
    return count == 0 ? 0 : min;
  }

  /** The greatest sample, or 0 without samples. */
  public double max() {
    return count == 0 ? 0 : max;
  }

  /** The sample standard deviation (n − 1), or 0 with fewer than two samples. */
  public double standardDeviation() {
    addSmall();
    if (count < 2 || min == max || !sum.isFinite() || !squares.isFinite()) {
      return 0;
    }
    // In decimals: the difference of two sums of squares would else lose what matters.
    BigDecimal n = BigDecimal.valueOf(count);
    BigDecimal total = sum.exact();
    BigDecimal spread = n.multiply(squares.exact()).subtract(total.multiply(total));
    BigDecimal divisor = n.multiply(n.subtract(BigDecimal.ONE));
    return Math.sqrt(Math.max(0, spread.divide(divisor, MathContext.DECIMAL128).doubleValue()));
  }
}
