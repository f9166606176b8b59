package io.github.gatlingllm.record;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The server's own times of the successful requests, by name. Not thread-safe; merging loses
 * nothing.
 *
 * <p>At most {@value #MAX_NAMES} names are told apart: those that come first in the alphabet, so
 * that neither the order of requests nor that of merges changes which.
 */
public final class TimingStatistics {

  static final int MAX_NAMES = 16;

  private final TreeMap<String, Distribution> byName = new TreeMap<>();

  void add(Map<String, Long> nanosByName) {
    nanosByName.forEach(
        (name, nanos) -> {
          String key = WellFormedText.of(name);
          if (isKept(key)) {
            distribution(key).add(nanos);
          }
        });
  }

  void add(TimingStatistics other) {
    other.byName.forEach(
        (name, times) -> {
          if (isKept(name)) {
            distribution(name).add(times);
          }
        });
  }

  /** Makes room for a name that comes before the last of a full list. */
  private boolean isKept(String name) {
    if (byName.size() < MAX_NAMES || byName.containsKey(name)) {
      return true;
    }
    if (name.compareTo(byName.lastKey()) > 0) {
      return false;
    }
    byName.pollLastEntry();
    return true;
  }

  private Distribution distribution(String name) {
    return byName.computeIfAbsent(name, n -> Distribution.compact());
  }

  void pack() {
    byName.values().forEach(Distribution::pack);
  }

  /** The distributions, in nanoseconds, by name. */
  public Map<String, Distribution> byName() {
    return Collections.unmodifiableMap(byName);
  }
}
