package io.github.gatlingllm.record;

/** Text that can be written as UTF-8. */
final class WellFormedText {

  private static final char REPLACEMENT = '\uFFFD';

  private WellFormedText() {}

  /**
   * The text, with each half of a broken surrogate pair replaced by U+FFFD. A server may send one,
   * and a text cut at its bound may end in one; the JSON writer would throw, and the log be lost.
   */
  static String of(String text) {
    int broken = nextBroken(text, 0);
    if (broken < 0) {
      return text;
    }
    StringBuilder repaired = new StringBuilder(text);
    for (; broken >= 0; broken = nextBroken(text, broken + 1)) {
      repaired.setCharAt(broken, REPLACEMENT);
    }
    return repaired.toString();
  }

  /** The index of the first lone surrogate at or after an index, or -1. */
  private static int nextBroken(String text, int from) {
    int i = from;
    while (i < text.length()) {
      int chars = Character.charCount(text.codePointAt(i));
      if (chars == 1 && Character.isSurrogate(text.charAt(i))) {
        return i;
      }
      i += chars;
    }
    return -1;
  }
}
