package io.github.gatlingllm.record;

/**
 * Count, minimum, maximum, mean and sample standard deviation of a stream of values, exact to
 * rounding. Welford's method, and Chan's for merging, since sums of squares of nanoseconds lose
 * digits.
 */
public final class Moments {

  private long count;
  private double mean;
  private double squares;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  /** Adds {@code times} samples of the same value. */
  public void add(double value, long times) {
    if (times > 0) {
      merge(times, value, 0, value, value);
    }
  }

  /** Adds all samples of another. */
  public void add(Moments other) {
    if (other.count > 0) {
      merge(other.count, other.mean, other.squares, other.min, other.max);
    }
  }

  private void merge(long n, double otherMean, double otherSquares, double low, double high) {
    long total = count + n;
    double delta = otherMean - mean;
    squares += otherSquares + delta * delta * ((double) count * n / total);
    mean += delta * n / total;
    count = total;
    min = Math.min(min, low);
    max = Math.max(max, high);
  }

  /** How many samples there are. */
  public long count() {
    return count;
  }

  /** The mean, or 0 without samples. */
  public double mean() {
    return mean;
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
    return count < 2 ? 0 : Math.sqrt(squares / (count - 1));
  }
}
