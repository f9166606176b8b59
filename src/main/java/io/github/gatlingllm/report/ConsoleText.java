package io.github.gatlingllm.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes text from outside fit for a terminal: one line of printable ASCII, bounded. Without this a
 * server's error message could move the cursor or forge lines of the report.
 */
public final class ConsoleText {

  private static final String CUT = "...";
  private static final int MAX_CHARS = 4096;

  private ConsoleText() {}

  /** Printable ASCII only: spaces for control characters, a question mark for each other one. */
  static String ascii(String text) {
    StringBuilder ascii = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              boolean blank = Character.isISOControl(c) || Character.isWhitespace(c);
              ascii.append(blank ? ' ' : c < 0x7f ? (char) c : '?');
            });
    return ascii.toString().strip();
  }

  /** The same, cut to a width. */
  public static String ascii(String text, int width) {
    // Bounded first: a message may be long, and most of it is never shown.
    return cut(ascii(text.substring(0, Math.min(text.length(), MAX_CHARS))), width);
  }

  /** A line, cut to a width; three dots say that it was. */
  static String cut(String line, int width) {
    return line.length() <= width ? line : line.substring(0, width - CUT.length()) + CUT;
  }

  /** Printable ASCII in lines of at most a width, broken at spaces where there are any. */
  static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = ascii(text, MAX_CHARS);
    while (rest.length() > width) {
      int space = rest.lastIndexOf(' ', width);
      int end = space > 0 ? space : width;
      lines.add(rest.substring(0, end));
      rest = rest.substring(end).strip();
    }
    lines.add(rest);
    return lines;
  }
}
