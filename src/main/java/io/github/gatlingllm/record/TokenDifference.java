package io.github.gatlingllm.record;

import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * By how many tokens two counts of the same texts differ. The same in whichever order differences
 * come and however they are merged. Not thread-safe.
 */
public final class TokenDifference {

  /** A tokenizer that is the model's gives one value; more than this tell nothing more. */
  static final int MAX_VALUES = 1024;

  private final Map<Long, Long> counts = new TreeMap<>();
  private boolean tooMany;
  private long count;
  private long sum;
  private long min = Long.MAX_VALUE;
  private long max = Long.MIN_VALUE;

  void add(long difference) {
    count++;
    sum += difference;
    min = Math.min(min, difference);
    max = Math.max(max, difference);
    addTimes(difference, 1);
  }

  /** Values are given up all at once: which ones came first depends on the threads. */
  private void addTimes(long difference, long times) {
    if (tooMany) {
      return;
    }
    counts.merge(difference, times, Long::sum);
    if (counts.size() > MAX_VALUES) {
      tooMany = true;
      counts.clear();
    }
  }

  void add(TokenDifference other) {
    count += other.count;
    sum += other.sum;
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    tooMany |= other.tooMany;
    if (tooMany) {
      counts.clear();
    }
    other.counts.forEach(this::addTimes);
  }

  /** How many there are. */
  public long count() {
    return count;
  }

  /** The least; of no meaning without any. */
  public long min() {
    return min;
  }

  /** The greatest; of no meaning without any. */
  public long max() {
    return max;
  }

  /** The mean, or 0 without any. */
  public double mean() {
    return count == 0 ? 0 : (double) sum / count;
  }

  /**
   * The most frequent, and of several the least. Nothing without any, or with more than {@link
   * #MAX_VALUES} different ones.
   */
  public OptionalLong mostFrequent() {
    return counts.entrySet().stream()
        .max(Map.Entry.<Long, Long>comparingByValue().thenComparing(e -> -e.getKey()))
        .map(entry -> OptionalLong.of(entry.getKey()))
        .orElse(OptionalLong.empty());
  }

  /** The one that all are, if they are the same. */
  public OptionalLong same() {
    return count > 0 && min == max ? OptionalLong.of(min) : OptionalLong.empty();
  }
}
