package io.github.gatlingllm.load;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Looks for the highest load that meets its objectives: doubles until one misses, bisects between,
 * and probes both edges again until each has been seen often enough. What a load is taken for is
 * what most of its probes showed, so an edge that turns out wrong moves, and the search goes on
 * from there. Not thread-safe.
 */
final class EdgeSearch {

  /** Below the first value a rate is halved so often before the search gives up. */
  private static final double LEAST_SHARE = 1.0 / 64;

  private final SearchRange range;
  private final boolean whole;
  private final int maxProbes;
  private final NavigableMap<Double, Tally> tallies = new TreeMap<>();
  private int probes;

  /** What the probes of one value have shown. */
  private record Tally(int met, int missed) {
    Tally and(boolean isMet) {
      return isMet ? new Tally(met + 1, missed) : new Tally(met, missed + 1);
    }

    int count() {
      return met + missed;
    }

    boolean isTie() {
      return met == missed;
    }

    boolean isMet() {
      return met > missed;
    }
  }

  /**
   * A search that has not begun.
   *
   * @param whole whether only whole numbers are loads
   * @param maxProbes after so many it gives up
   */
  EdgeSearch(SearchRange range, boolean whole, int maxProbes) {
    this.range = range;
    this.whole = whole;
    this.maxProbes = maxProbes;
  }

  /** A value was probed. */
  void probed(double value, boolean met) {
    probes++;
    tallies.put(value, tallies.getOrDefault(value, new Tally(0, 0)).and(met));
  }

  /** The value to be probed next; nothing if the search is over. */
  OptionalDouble next() {
    return probes >= maxProbes ? OptionalDouble.empty() : wanted();
  }

  private OptionalDouble wanted() {
    Optional<Double> undecided =
        tallies.entrySet().stream()
            .filter(entry -> entry.getValue().isTie())
            .map(Map.Entry::getKey)
            .findFirst();
    if (undecided.isPresent()) {
      return OptionalDouble.of(undecided.get());
    }
    OptionalDouble highest = highestMet();
    OptionalDouble lowest = lowestMissed();
    if (highest.isEmpty() && lowest.isEmpty()) {
      return OptionalDouble.of(Math.min(rounded(range.from()), most()));
    }
    if (lowest.isEmpty()) {
      double met = highest.getAsDouble();
      return met >= most() ? unlessSure(met) : OptionalDouble.of(above(met));
    }
    double missed = lowest.getAsDouble();
    if (highest.isEmpty()) {
      return missed <= least() ? unlessSure(missed) : OptionalDouble.of(below(missed));
    }
    double met = highest.getAsDouble();
    return isClose(met, missed) ? lessSure(met, missed) : OptionalDouble.of(between(met, missed));
  }

  private OptionalDouble unlessSure(double value) {
    return count(value) >= range.repeats() ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** By turns, so that a server that changes meanwhile changes for both. */
  private OptionalDouble lessSure(double met, double missed) {
    return unlessSure(count(met) <= count(missed) ? met : missed);
  }

  private int count(double value) {
    return tallies.getOrDefault(value, new Tally(0, 0)).count();
  }

  private double above(double met) {
    return Math.min(rounded(met * 2), most());
  }

  private double most() {
    return whole ? Math.floor(range.to()) : range.to();
  }

  private double below(double missed) {
    double half = whole ? Math.floor(missed / 2) : missed / 2;
    return Math.max(least(), half);
  }

  private double least() {
    return whole ? 1 : range.from() * LEAST_SHARE;
  }

  private double between(double met, double missed) {
    return whole ? Math.floor((met + missed) / 2) : Math.sqrt(met * missed);
  }

  private boolean isClose(double met, double missed) {
    return missed <= met * (1 + range.precision()) || (whole && missed - met <= 1);
  }

  private double rounded(double value) {
    return whole ? Math.max(1, Math.rint(value)) : value;
  }

  /** The lowest value that most of its probes missed. */
  OptionalDouble lowestMissed() {
    return tallies.entrySet().stream()
        .filter(entry -> !entry.getValue().isMet())
        .mapToDouble(Map.Entry::getKey)
        .findFirst();
  }

  /** The highest value that most of its probes met, and below which none was missed. */
  OptionalDouble highestMet() {
    double bound = lowestMissed().orElse(Double.POSITIVE_INFINITY);
    return tallies.headMap(bound, false).entrySet().stream()
        .mapToDouble(Map.Entry::getKey)
        .reduce((lower, higher) -> higher);
  }

  /** Whether the search has an answer, and would not go on if it might. */
  boolean isDone() {
    return wanted().isEmpty();
  }

  /**
   * How sure it is that a value's probes are met, or missed, more often than not: of n probes k
   * agree, and their share in all probes that could be made is taken for any number as likely as
   * any other (uniform prior). Then it is above one half with probability Σ C(n + 1, i) / 2^(n + 1)
   * for i from 0 to k (the Beta distribution's tail).
   */
  double confidence(double value) {
    Tally tally = tallies.getOrDefault(value, new Tally(0, 0));
    int n = tally.count() + 1;
    double term = Math.pow(0.5, n);
    double sum = 0;
    for (int i = 0; i <= Math.max(tally.met(), tally.missed()); i++) {
      sum += term;
      term *= (double) (n - i) / (i + 1);
    }
    return sum;
  }
}
