package io.github.gatlingllm.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A message being built: a head and a suffix that stay as they are, and between them whole lines
 * and a tail of words that give way. Not for use by more than one thread.
 */
final class Draft {

  /** Keeps empty words, so that a line joined again is the same line. */
  private static final int KEEP_EMPTY = -1;

  private final String head;
  private final String suffix;
  private final List<String> lines = new ArrayList<>();
  private final List<String> tail = new ArrayList<>();

  Draft(String head, String suffix) {
    this.head = head;
    this.suffix = suffix;
  }

  void addLine(String line) {
    lines.add(line);
  }

  void addWords(List<String> words) {
    tail.addAll(words);
  }

  /**
   * Adds the first words of a line, as many as fit.
   *
   * @return the tokens that are left of {@code limit}
   */
  int addStartOf(String line, int limit, PartCounter counter) {
    int left = limit;
    for (String word : line.split(" ", KEEP_EMPTY)) {
      int tokens = tail.isEmpty() ? counter.before(word + " ") : counter.after(" " + word);
      if (tokens > left) {
        break;
      }
      tail.add(word);
      left -= tokens;
    }
    return left;
  }

  /**
   * Adds single-token words, each of which then is one token more: after a plain word another one
   * joins with nothing. That is why a tail should end with one.
   */
  void grow(int tokens, SingleTokenWords words, RandomGenerator random) {
    for (int i = 0; i < tokens; i++) {
      tail.add(words.any(random));
    }
  }

  /**
   * Takes at least {@code tokens} tokens off the end, and ends the tail with a single-token word
   * again.
   */
  void shrink(int tokens, SingleTokenWords words, RandomGenerator random) {
    for (int i = 0; i <= tokens; i++) {
      removeLastWord();
    }
    grow(1, words, random);
  }

  /** When the tail is used up, the last line becomes the tail. */
  private void removeLastWord() {
    if (tail.isEmpty() && !lines.isEmpty()) {
      tail.addAll(List.of(lines.remove(lines.size() - 1).split(" ", KEEP_EMPTY)));
    }
    if (!tail.isEmpty()) {
      tail.remove(tail.size() - 1);
    }
  }

  String text() {
    StringBuilder text = new StringBuilder(head);
    for (String line : lines) {
      text.append(line).append('\n');
    }
    return text.append(String.join(" ", tail)).append(suffix).toString();
  }
}
