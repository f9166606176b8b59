package io.github.gatlingllm.stream;

/** The visible text of an answer, up to a bound. */
final class AnswerText {

  private final StringBuilder text = new StringBuilder();
  private final int maxChars;
  private boolean truncated;

  AnswerText(int maxChars) {
    this.maxChars = maxChars;
  }

  void append(String piece) {
    int room = maxChars - text.length();
    if (piece.length() <= room) {
      text.append(piece);
    } else {
      boolean halves = room > 0 && Character.isHighSurrogate(piece.charAt(room - 1));
      text.append(piece, 0, halves ? room - 1 : room);
      truncated = true;
    }
  }

  boolean isTruncated() {
    return truncated;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
