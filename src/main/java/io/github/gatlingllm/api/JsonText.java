package io.github.gatlingllm.api;

import java.nio.charset.StandardCharsets;

/** A text of a JSON document, seen where it stands; it is made into a string only if wanted. */
final class JsonText {

  private static final int HEX = 16;
  private static final int UNICODE_DIGITS = 4;

  private byte[] bytes = {};
  private int from;
  private int to;
  private boolean escaped;

  /**
   * Sees a text between its quotes; it must be valid.
   *
   * @param newEscaped whether there is a backslash in it
   */
  void set(byte[] newBytes, int newFrom, int newTo, boolean newEscaped) {
    bytes = newBytes;
    from = newFrom;
    to = newTo;
    escaped = newEscaped;
  }

  void clear() {
    to = from;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  boolean isEmpty() {
    return from == to;
  }

  /** Whether it certainly has no {@code <} in it; an escape may be one. */
  boolean hasNoTag() {
    if (escaped) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (bytes[i] == '<') {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    String raw = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    return escaped ? unescaped(raw) : raw;
  }

  private static String unescaped(String raw) {
    StringBuilder text = new StringBuilder(raw.length());
    int index = 0;
    for (int escape = raw.indexOf('\\'); escape >= 0; escape = raw.indexOf('\\', index)) {
      text.append(raw, index, escape);
      char kind = raw.charAt(escape + 1);
      index = escape + 2;
      if (kind == 'u') {
        text.append((char) Integer.parseInt(raw, index, index + UNICODE_DIGITS, HEX));
        index += UNICODE_DIGITS;
      } else {
        text.append(meaning(kind));
      }
    }
    return text.append(raw, index, raw.length()).toString();
  }

  private static char meaning(char kind) {
    return switch (kind) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> kind; // A quote, a slash or a backslash.
    };
  }
}
