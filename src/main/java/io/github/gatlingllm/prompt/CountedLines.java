package io.github.gatlingllm.prompt;

import java.util.List;

/**
 * The lines of a corpus with their lengths in tokens, each counted once, when first asked for.
 *
 * <p>Safe for use by any thread: two that ask for the same line at once may both count it, and both
 * write the same number.
 */
final class CountedLines {

  private final PartCounter counter;
  private final List<String> lines;

  /** Tokens of each line; 0 where not yet counted. */
  private final int[] tokens;

  CountedLines(PartCounter counter, Corpus corpus) {
    this.counter = counter;
    this.lines = corpus.lines();
    this.tokens = new int[lines.size()];
  }

  int size() {
    return lines.size();
  }

  String text(int line) {
    return lines.get(line);
  }

  /**
   * The tokens a line adds to a message, its line feed included: tokenizers join a line feed with
   * the punctuation before it, but not with the word after it. At least 1, so that whoever adds
   * lines up comes to an end.
   */
  int tokens(int line) {
    if (tokens[line] == 0) {
      tokens[line] = Math.max(1, counter.before(lines.get(line) + "\n"));
    }
    return tokens[line];
  }
}
