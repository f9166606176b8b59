package io.github.gatlingllm.live;

/**
 * How large a terminal is.
 *
 * @param columns characters in a line
 * @param rows lines
 */
record TerminalSize(int columns, int rows) {

  /** That of the first ones, and of those that do not say. */
  static final TerminalSize USUAL = new TerminalSize(80, 24);

  static final int MAX = 10_000;

  boolean isPlausible() {
    return columns > 0 && rows > 0 && columns <= MAX && rows <= MAX;
  }
}
