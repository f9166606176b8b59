package io.github.gatlingllm.report;

import java.util.OptionalLong;
import java.util.stream.DoubleStream;

/**
 * Between which samples, in ascending order, a percentile lies with a probability of at least 95 %,
 * whatever the distribution: how many of n independent samples lie at or below the percentile p is
 * binomial with n and p (David and Nagaraja, Order Statistics, 3rd edition, section 7.1). Each side
 * leaves out at most 2.5 %. With few samples there is no such bound: of 100 samples the greatest is
 * below the true p99 in 37 % of all cases.
 */
final class BinomialRanks {

  private static final double EACH_SIDE = 0.025;

  /** Sums go so many standard deviations to each side: nothing is left beyond. */
  private static final double REACH = 9;

  private static final double LEAST_REACH = 40;

  /** From this variance on the normal distribution is as good, and the sums would be long. */
  private static final double MAX_SUMMED_VARIANCE = 1e6;

  private static final double Z = 1.959964;

  private final long count;
  private final double share;
  private final double middle;
  private final double deviation;
  private final double[] weights;
  private final double total;

  /**
   * Of samples.
   *
   * @param count how many, 1 or more
   * @param share the percentile as a share, above 0 and below 1
   */
  BinomialRanks(long count, double share) {
    this.count = count;
    this.share = share;
    this.middle = count * share;
    this.deviation = Math.sqrt(count * share * (1 - share));
    this.weights = isNormal() ? new double[0] : weights();
    this.total = DoubleStream.of(weights).sum();
  }

  /** The rank, from 1, of the sample at or above which the percentile lies. */
  OptionalLong low() {
    long rank = isNormal() ? normal(-Z) : summed();
    return rank < 1 ? OptionalLong.empty() : OptionalLong.of(rank);
  }

  /** The rank of the sample at or below which the percentile lies. */
  OptionalLong high() {
    long rank = (isNormal() ? normal(Z) : summedFromAbove()) + 1;
    return rank > count ? OptionalLong.empty() : OptionalLong.of(rank);
  }

  private boolean isNormal() {
    return deviation * deviation > MAX_SUMMED_VARIANCE;
  }

  private long normal(double z) {
    double rank = middle + z * deviation;
    return (long) (z < 0 ? Math.floor(rank) : Math.ceil(rank));
  }

  /** The greatest k with P(X < k) of at most 2.5 %: 0 if there is none. */
  private long summed() {
    double sum = 0;
    long k = first();
    for (double weight : weights) {
      sum += weight;
      if (sum > EACH_SIDE * total) {
        return k;
      }
      k++;
    }
    return k;
  }

  /** The least k with P(X > k) of at most 2.5 %. */
  private long summedFromAbove() {
    double sum = 0;
    for (int i = weights.length - 1; i >= 0; i--) {
      sum += weights[i];
      if (sum > EACH_SIDE * total) {
        return first() + i;
      }
    }
    return first();
  }

  private long first() {
    return Math.max(0, (long) Math.floor(middle - reach()));
  }

  private double reach() {
    return REACH * deviation + LEAST_REACH;
  }

  /** Probabilities of neighbouring counts, as multiples of that of the likeliest. */
  private double[] weights() {
    long first = first();
    long last = Math.min(count, (long) Math.ceil(middle + reach()));
    double[] of = new double[(int) (last - first + 1)];
    int mode = (int) (Math.min(last, Math.max(first, (long) Math.floor(middle + share))) - first);
    of[mode] = 1;
    double odds = share / (1 - share);
    for (int i = mode + 1; i < of.length; i++) {
      double k = (double) first + i;
      of[i] = of[i - 1] * odds * (count - k + 1) / k;
    }
    for (int i = mode - 1; i >= 0; i--) {
      double k = (double) first + i + 1;
      of[i] = of[i + 1] / odds * k / (count - k + 1);
    }
    return of;
  }
}
