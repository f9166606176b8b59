package io.github.gatlingllm.prompt;

import io.github.gatlingllm.prompt.tokenizer.Tokenizer;

/**
 * Counts what a part adds to a message: its tokens next to a plain word, not on its own.
 *
 * <p>On its own a part may count differently. The vocabulary r50k_base, for one, reads two line
 * feeds as one token at the end of a text and as two before a word; and a tokenizer that adds
 * tokens around every text would add them for each part.
 */
final class PartCounter {

  private final Tokenizer tokenizer;
  private final String word;
  private final int wordTokens;

  /**
   * A counter beside a word.
   *
   * @param word one that the tokenizer reads as one token
   */
  PartCounter(Tokenizer tokenizer, String word) {
    this.tokenizer = tokenizer;
    this.word = word;
    this.wordTokens = tokenizer.count(word);
  }

  /** The tokens of a part that a word follows. */
  int before(String part) {
    return tokenizer.count(part + word) - wordTokens;
  }

  /** The tokens of a part that follows a word. */
  int after(String part) {
    return tokenizer.count(word + part) - wordTokens;
  }

  /** The tokens that the tokenizer adds around every text, such as one that marks its beginning. */
  int around() {
    return wordTokens - 1;
  }
}
