package io.github.gatlingllm.api;

/**
 * Tells reasoning from answer where a model writes both into its content: {@code <think>…</think>}
 * at the beginning is reasoning. Tags may be cut anywhere; what could still become a tag is held
 * back until it is known.
 *
 * <p>Only a leading tag counts, so that an answer that speaks of the tag is left alone. Tells apart
 * the same text in the same way however it is cut.
 */
final class ThinkTagSplitter {

  private static final String OPEN = "<think>";
  private static final String CLOSE = "</think>";

  /**
   * Beyond so much white space no tag is awaited: a model that emits nothing else must cost
   * nothing.
   */
  private static final int MAX_LEADING_SPACE = 1024;

  private enum State {
    LEADING,
    THINKING,
    ANSWERING
  }

  private final StringBuilder held = new StringBuilder();
  private State state = State.LEADING;

  /** Takes the next piece of content and hands over what is known of it. */
  void accept(String text, SignalSink sink) {
    if (state == State.ANSWERING) {
      sink.output(OutputKind.CONTENT, text);
      return;
    }
    held.append(text);
    if (state == State.LEADING) {
      leading(sink);
    }
    if (state == State.THINKING) {
      thinking(sink);
    }
    if (!held.isEmpty()) {
      sink.held(); // It has arrived all the same: counted later, it would be a late first token.
    }
  }

  /** Takes the next piece of content, and makes a string of it only where it is needed. */
  void accept(JsonText text, SignalSink sink) {
    if (state == State.ANSWERING) {
      output(OutputKind.CONTENT, text, sink);
    } else if (state == State.THINKING && held.isEmpty() && text.hasNoTag()) {
      output(OutputKind.REASONING, text, sink);
    } else {
      accept(text.toString(), sink);
    }
  }

  static void output(OutputKind kind, JsonText text, SignalSink sink) {
    if (sink.wantsText(kind)) {
      sink.output(kind, text.toString());
    } else {
      sink.output(kind);
    }
  }

  /** The content is over: what was held back is no tag. */
  void end(SignalSink sink) {
    if (!held.isEmpty()) {
      OutputKind kind = state == State.THINKING ? OutputKind.REASONING : OutputKind.CONTENT;
      sink.settle(kind, held.toString());
      held.setLength(0);
    }
  }

  private void leading(SignalSink sink) {
    int start = 0;
    while (start < held.length() && Character.isWhitespace(held.charAt(start))) {
      start++;
    }
    int compared = Math.min(OPEN.length(), held.length() - start);
    boolean mayBeTag =
        start <= MAX_LEADING_SPACE && OPEN.startsWith(held.substring(start, start + compared));
    if (!mayBeTag) {
      state = State.ANSWERING;
      emit(OutputKind.CONTENT, held.length(), sink);
    } else if (compared == OPEN.length()) {
      state = State.THINKING;
      emit(OutputKind.REASONING, start + OPEN.length(), sink);
    }
  }

  private void thinking(SignalSink sink) {
    int close = held.indexOf(CLOSE);
    if (close < 0) {
      emit(OutputKind.REASONING, held.length() - partialCloseLength(), sink);
      return;
    }
    state = State.ANSWERING;
    emit(OutputKind.REASONING, close + CLOSE.length(), sink);
    emit(OutputKind.CONTENT, held.length(), sink);
  }

  /** How many characters at the end could be the beginning of the closing tag. */
  private int partialCloseLength() {
    for (int length = Math.min(CLOSE.length() - 1, held.length()); length > 0; length--) {
      if (CLOSE.startsWith(held.substring(held.length() - length))) {
        return length;
      }
    }
    return 0;
  }

  private void emit(OutputKind kind, int length, SignalSink sink) {
    if (length > 0) {
      sink.output(kind, held.substring(0, length));
      held.delete(0, length);
    }
  }
}
