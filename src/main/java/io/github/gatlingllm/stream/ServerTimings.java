package io.github.gatlingllm.stream;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The times that a server stated of one answer, up to a bound: a server that makes up names must
 * not fill a log.
 */
final class ServerTimings {

  /** Of one answer; further ones are left out. */
  static final int MAX_NAMES = 16;

  static final int MAX_NAME_CHARS = 64;

  /** A day: no answer takes longer, so what is more is no time of it. */
  private static final long MAX_NANOS = 86_400_000_000_000L;

  private Map<String, Long> byName = Map.of();

  /** Takes a figure; a later one of the same name replaces it. */
  void put(String name, long nanos) {
    if (name.isBlank() || nanos < 0 || nanos > MAX_NANOS) {
      return;
    }
    String key = name.length() <= MAX_NAME_CHARS ? name : name.substring(0, MAX_NAME_CHARS);
    if (byName.isEmpty()) {
      byName = new LinkedHashMap<>();
    }
    if (byName.size() < MAX_NAMES || byName.containsKey(key)) {
      byName.put(key, nanos);
    }
  }

  /**
   * What was stated, in that order.
   *
   * @param redaction takes secrets out of a name: it may be a server's own word
   */
  Map<String, Long> nanosByName(UnaryOperator<String> redaction) {
    if (byName.isEmpty()) {
      return Map.of();
    }
    Map<String, Long> told = new LinkedHashMap<>();
    byName.forEach((name, nanos) -> told.put(redaction.apply(name), nanos));
    return Collections.unmodifiableMap(told);
  }
}
