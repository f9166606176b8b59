package io.github.gatlingllm.prompt;

import java.util.List;
import java.util.stream.Stream;

/** Cuts a text into lines short enough to be combined to a length. */
final class Lines {

  /**
   * The longest line, in chars. A file without line feeds would otherwise be one line that fits
   * into no prompt.
   */
  static final int MAX_CHARS = 200;

  private Lines() {}

  /** The stripped lines of a text, without the blank ones. */
  static List<String> of(String text) {
    return text.lines().map(String::strip).flatMap(Lines::broken).toList();
  }

  private static Stream<String> broken(String line) {
    Stream.Builder<String> pieces = Stream.builder();
    int from = 0;
    while (line.length() - from > MAX_CHARS) {
      int to = end(line, from);
      add(pieces, line.substring(from, to));
      from = to;
    }
    add(pieces, line.substring(from));
    return pieces.build();
  }

  private static void add(Stream.Builder<String> pieces, String piece) {
    String stripped = piece.strip();
    if (!stripped.isEmpty()) {
      pieces.add(stripped);
    }
  }

  /** The last space that leaves a piece short enough, or the bound if there is none. */
  private static int end(String line, int from) {
    int bound = from + MAX_CHARS;
    int space = line.lastIndexOf(' ', bound);
    if (space > from) {
      return space;
    }
    return Character.isHighSurrogate(line.charAt(bound - 1)) ? bound - 1 : bound;
  }
}
