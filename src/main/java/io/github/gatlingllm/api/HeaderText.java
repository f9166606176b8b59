package io.github.gatlingllm.api;

/** What the value of a header may hold. */
final class HeaderText {

  /** What it may not. */
  static final String REFUSED =
      "a line end, another control character, or one beyond ISO 8859-1, which no header can carry";

  private static final int LAST_LATIN = 0xFF;

  private HeaderText() {}

  /** Whether it can be sent; a line end would begin another header. */
  static boolean isSendable(String value) {
    return value
        .chars()
        .allMatch(c -> c == '\t' || (!Character.isISOControl(c) && c <= LAST_LATIN));
  }
}
