package io.github.gatlingllm.prompt.tokenizer;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The counts of texts that were asked for lately, up to so many characters. Thread-safe. */
final class CountCache {

  /** What an entry takes beside its characters, in characters. */
  private static final int ENTRY_CHARS = 64;

  private final long maxChars;
  private final Map<String, Integer> counts = new LinkedHashMap<>(16, 0.75f, true);
  private long chars;

  CountCache(long maxChars) {
    this.maxChars = maxChars;
  }

  synchronized @Nullable Integer get(String text) {
    return counts.get(text);
  }

  synchronized void put(String text, int count) {
    if (weight(text) > maxChars || counts.put(text, count) != null) {
      return;
    }
    chars += weight(text);
    Iterator<String> oldest = counts.keySet().iterator();
    while (chars > maxChars) {
      chars -= weight(oldest.next());
      oldest.remove();
    }
  }

  synchronized int size() {
    return counts.size();
  }

  private static long weight(String text) {
    return text.length() + (long) ENTRY_CHARS;
  }
}
