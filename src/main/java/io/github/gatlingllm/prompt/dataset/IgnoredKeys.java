package io.github.gatlingllm.prompt.dataset;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** Keys of records that the run decides itself: what was there is told once. */
final class IgnoredKeys {

  /** What is not taken from a record: it would be another run's. */
  static final Set<String> OF_THE_RUN = Set.of("model", "stream", "stream_options");

  private final Set<String> seen = new ConcurrentSkipListSet<>();

  void saw(String key) {
    seen.add(key);
  }

  /** Those that were there, in order. */
  Set<String> seen() {
    return seen;
  }
}
