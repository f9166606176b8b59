package io.github.gatlingllm.prompt.length;

import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Lengths of bins that do not overlap, uniform within each.
 *
 * @param bins by their lengths
 */
record BinnedTokenLength(List<Bin> bins) implements TokenLength {

  BinnedTokenLength {
    if (bins.isEmpty() || bins.size() > MAX_BINS) {
      throw new IllegalArgumentException(
          "there are " + bins.size() + " lengths or bins; accepted: 1 to " + MAX_BINS);
    }
    bins = bins.stream().sorted(Comparator.comparingInt(Bin::from)).toList();
    for (int i = 1; i < bins.size(); i++) {
      checkApart(bins.get(i - 1), bins.get(i));
    }
  }

  private static void checkApart(Bin bin, Bin next) {
    if (next.from() <= bin.to()) {
      throw new IllegalArgumentException(
          bin.from() == bin.to() && next.from() == next.to()
              ? bin.from() + " tokens are given twice"
              : String.format(
                  "the bins %s and %s overlap; both ends of a bin belong to it",
                  text(bin), text(next)));
    }
  }

  private double weights() {
    return bins.stream().mapToDouble(Bin::weight).sum();
  }

  @Override
  public int sample(RandomGenerator random) {
    double left = random.nextDouble() * weights();
    int last = bins.size() - 1;
    int i = 0;
    while (i < last && left >= bins.get(i).weight()) {
      left -= bins.get(i).weight();
      i++;
    }
    Bin bin = bins.get(i);
    return bin.from() + random.nextInt(bin.to() - bin.from() + 1);
  }

  @Override
  public double atLeast(int tokens) {
    double sum = 0;
    for (Bin bin : bins) {
      double part = (bin.to() - tokens + 1.0) / (bin.to() - bin.from() + 1.0);
      sum += bin.weight() * Math.min(1, Math.max(0, part));
    }
    return sum / weights();
  }

  @Override
  public double mean() {
    double sum = 0;
    for (Bin bin : bins) {
      sum += bin.weight() * (bin.from() + (double) bin.to()) / 2;
    }
    return sum / weights();
  }

  @Override
  public int longest() {
    return bins.get(bins.size() - 1).to();
  }

  @Override
  public String toString() {
    boolean list = bins.stream().allMatch(bin -> bin.from() == bin.to());
    return bins.stream()
        .map(bin -> (list ? bin.from() : text(bin)) + "x" + Figure.of(bin.weight()))
        .collect(Collectors.joining(",", list ? "list:" : "histogram:", ""));
  }

  private static String text(Bin bin) {
    return bin.from() + "-" + bin.to();
  }
}
