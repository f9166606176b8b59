package io.github.gatlingllm.report;

import java.util.OptionalLong;

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
  private static final double REACH = 12;

  private static final double LEAST_REACH = 60;

  /** From this variance on the normal distribution is as good, and the sums would be long. */
  private static final double MAX_SUMMED_VARIANCE = 1e6;

  private static final double Z = 1.959964;

  private final long count;
  private final double share;
  private final double middle;
  private final double deviation;

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
  }

  /** The rank, from 1, of the sample at or above which the percentile lies. */
  OptionalLong low() {
    // At most 2.5 % for fewer than this many samples at or below the percentile.
    long rank = deviation * deviation > MAX_SUMMED_VARIANCE ? normal(-Z) : summed(EACH_SIDE);
    return rank < 1 ? OptionalLong.empty() : OptionalLong.of(rank);
  }

  /** The rank of the sample at or below which the percentile lies. */
  OptionalLong high() {
    long rank = deviation * deviation > MAX_SUMMED_VARIANCE ? normal(Z) + 1 : summedFromAbove() + 1;
    return rank > count ? OptionalLong.empty() : OptionalLong.of(rank);
  }

  private long normal(double z) {
    double rank = middle + z * deviation;
    return (long) (z < 0 ? Math.floor(rank) : Math.ceil(rank));
  }

  /** The greatest k with P(X < k) of at most a share: 0 if there is none. */
  private long summed(double most) {
    double[] weights = weights();
    double total = total(weights);
    double sum = 0;
    long k = first();
    for (double weight : weights) {
      sum += weight;
      if (sum > most * total) {
        return k;
      }
      k++;
    }
    return k;
  }

  /** The least k with P(X > k) of at most 2.5 %. */
  private long summedFromAbove() {
    double[] weights = weights();
    double total = total(weights);
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
    double[] weights = new double[(int) (last - first + 1)];
    int mode = (int) (Math.min(last, Math.max(first, (long) Math.floor(middle + share))) - first);
    weights[mode] = 1;
    double odds = share / (1 - share);
    for (int i = mode + 1; i < weights.length; i++) {
      double k = (double) first + i;
      weights[i] = weights[i - 1] * odds * (count - k + 1) / k;
    }
    for (int i = mode - 1; i >= 0; i--) {
      double k = (double) first + i + 1;
      weights[i] = weights[i + 1] / odds * k / (count - k + 1);
    }
    return weights;
  }

  private static double total(double[] weights) {
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    return total;
  }
}
