package io.github.gatlingllm.prompt;

import io.github.gatlingllm.prompt.tokenizer.Tokenizer;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Texts put together of blocks of words, where a block is always the same text: requests whose
 * first blocks are the same begin alike, to the byte.
 *
 * <p>Each word is one token, at the front as behind a space, so a text has as many tokens as words
 * wherever blocks meet; a tokenizer that adds tokens around a text has them counted in.
 *
 * <p>Safe for use by any thread.
 */
public final class WordBlocks {

  /** So that blocks and prompts of one seed do not follow the same random numbers. */
  private static final long BLOCKS_OF_SEED = 0x6A09E667F3BCC909L;

  private final SingleTokenWords words;
  private final int around;
  private final long seed;

  private WordBlocks(SingleTokenWords words, int around, long seed) {
    this.words = words;
    this.around = around;
    this.seed = seed;
  }

  /**
   * Blocks for a tokenizer.
   *
   * @param seed the same seed, the same text of each block
   * @throws PromptException if the tokenizer reads no English word as one token
   */
  public static WordBlocks of(Tokenizer tokenizer, long seed) {
    return new WordBlocks(
        SingleTokenWords.of(tokenizer), tokenizer.count(""), seed ^ BLOCKS_OF_SEED);
  }

  /**
   * A text of some blocks, in this order, cut to a length.
   *
   * @param blocks the number of each
   * @param blockTokens how long each is, in tokens
   * @param tokens how long the text is, in tokens; at most that of all blocks
   */
  public String text(List<Long> blocks, int blockTokens, int tokens) {
    StringBuilder text = new StringBuilder();
    int left = Math.max(1, tokens - around);
    for (long block : blocks) {
      RandomGenerator random = Seeds.random(seed, block);
      int count = Math.min(left, blockTokens);
      for (int i = 0; i < count; i++) {
        text.append(text.isEmpty() ? "" : " ").append(words.any(random));
      }
      left -= count;
    }
    return text.toString();
  }
}
