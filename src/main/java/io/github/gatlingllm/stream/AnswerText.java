package io.github.gatlingllm.stream;

/** The visible text of an answer, up to a bound. */
final class AnswerText {

  private final StringBuilder text = new StringBuilder();
  private final int maxChars;
  private boolean truncated;

  AnswerText(int maxChars) {
    this.maxChars = maxChars;
  }

  /** Whether a further piece could be kept. */
  boolean hasRoom() {
    return !truncated && text.length() < maxChars;
  }

  /** A piece comes in that nobody keeps. */
  void leaveOut() {
    truncated = true;
  }

  void append(String piece) {
    int room = truncated ? 0 : maxChars - text.length();
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
