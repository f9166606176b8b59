package io.github.gatlingllm.prompt;

import io.github.gatlingllm.prompt.tokenizer.Tokenizer;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Words that a tokenizer reads as one token each, both at the start of a line and after a space: n
 * of them with spaces between are n tokens.
 *
 * <p>Their number is a power of two, so that a word stands for a whole number of bits. They come
 * from the built-in corpus, whatever the corpus of the prompts: any tokenizer trained on English
 * has several hundred of its words as single tokens.
 */
final class SingleTokenWords {

  /** More words would make shorter nonces, by less than one word. */
  private static final int MAX_WORDS = 1024;

  /** Two questions a word, and more for words that are not single: a few hundred. */
  private static final int MAX_WORDS_OF_REMOTE = 128;

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^A-Za-z']+");
  private static final Pattern PLAIN_WORD = Pattern.compile("[a-z]{3,12}");

  private final List<String> words;

  private SingleTokenWords(List<String> words) {
    this.words = words;
  }

  /**
   * The words of a tokenizer.
   *
   * @throws PromptException if it has not even two
   */
  static SingleTokenWords of(Tokenizer tokenizer) {
    int empty = tokenizer.count("");
    List<String> found =
        plainWords(Corpus.builtIn())
            .filter(word -> isSingle(tokenizer, empty, word))
            .limit(tokenizer.isRemote() ? MAX_WORDS_OF_REMOTE : MAX_WORDS)
            .toList();
    if (found.size() < 2) {
      throw new PromptException(
          "tokenizer "
              + tokenizer.name()
              + " reads no English word as one token, so prompts of an exact length cannot be built"
              + " with it");
    }
    return new SingleTokenWords(found.subList(0, Integer.highestOneBit(found.size())));
  }

  private static Stream<String> plainWords(Corpus corpus) {
    return corpus.lines().stream()
        .flatMap(BETWEEN_WORDS::splitAsStream)
        .filter(word -> PLAIN_WORD.matcher(word).matches())
        .distinct();
  }

  /** Compares with the count of nothing because a tokenizer may add tokens around every text. */
  private static boolean isSingle(Tokenizer tokenizer, int empty, String word) {
    return tokenizer.count(word) == empty + 1 && tokenizer.count(word + " " + word) == empty + 2;
  }

  /** How many bits one word stands for. */
  int bits() {
    return Integer.numberOfTrailingZeros(words.size());
  }

  /** The word that stands for the lowest {@link #bits()} bits of a value. */
  String word(long value) {
    return words.get((int) (value & (words.size() - 1)));
  }

  /** Any word, each as likely as another. */
  String any(RandomGenerator random) {
    return words.get(random.nextInt(words.size()));
  }
}
