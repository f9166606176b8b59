package io.github.gatlingllm.prompt;

import java.util.Arrays;

/**
 * Which group a prompt is of, and whether its group has been sent before: functions of the
 * settings, the seed and the prompt's index alone. Safe for use by any thread.
 */
final class PrefixGroups {

  private static final long GROUPS_OF_SEED = 0x510E527FADE682D1L;

  /** By then each group that is at all likely has been there. */
  private static final int MAX_LOOKED_AT = 1_000_000;

  private final long seed;

  /** The share of each group and all before it; the last is 1. */
  private final double[] shares;

  /** The first prompt of each group. Guarded by this, as is {@code looked}. */
  private final int[] first;

  private int looked;

  PrefixGroups(int groups, double skew, long seed) {
    this.seed = seed ^ GROUPS_OF_SEED;
    this.shares = shares(groups, skew);
    this.first = new int[groups];
    Arrays.fill(first, MAX_LOOKED_AT);
  }

  private static double[] shares(int groups, double skew) {
    double[] shares = new double[groups];
    double sum = 0;
    for (int group = 0; group < groups; group++) {
      sum += Math.pow(group + 1.0, -skew);
      shares[group] = sum;
    }
    for (int group = 0; group < groups; group++) {
      shares[group] /= sum;
    }
    return shares;
  }

  /** The group of a prompt, from 0. */
  int group(long index) {
    double drawn = Seeds.random(seed, index).nextDouble();
    int found = Arrays.binarySearch(shares, drawn);
    // A share that is met exactly belongs to the next group, as all above it do.
    return Math.min(found < 0 ? -found - 1 : found + 1, shares.length - 1);
  }

  /** Whether a prompt before this one is of its group. */
  synchronized boolean isSeen(long index) {
    while (looked < MAX_LOOKED_AT && looked <= index) {
      int group = group(looked);
      first[group] = Math.min(first[group], looked);
      looked++;
    }
    return first[group(index)] < index;
  }
}
