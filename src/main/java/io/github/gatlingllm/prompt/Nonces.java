package io.github.gatlingllm.prompt;

import java.util.ArrayList;
import java.util.List;

/**
 * The words at the front of each prompt that no other prompt of the run begins with.
 *
 * <p>They are what keeps a server's prefix cache from serving one prompt with another's work: a
 * cache matches from the first token on, and the first token already differs between nearly all
 * pairs of prompts. The words spell a number that is a bijection of the prompt's index, so they are
 * different for certain and not only in all likelihood.
 */
final class Nonces {

  /** 2^40 prompts before a full nonce is used again. */
  private static final int FULL_BITS = 40;

  private static final int MAX_BITS = 62;

  private final SingleTokenWords words;
  private final long key;

  Nonces(SingleTokenWords words, long seed) {
    this.words = words;
    this.key = Seeds.mix(~seed);
  }

  /** How many words, and so tokens, a full nonce has. */
  int fullLength() {
    return (FULL_BITS + words.bits() - 1) / words.bits();
  }

  /**
   * The first {@code count} words of a prompt. A nonce shorter than the full one distinguishes as
   * many prompts as there are texts of so many words, and then starts over.
   */
  List<String> words(long index, int count) {
    int bits = words.bits();
    long code = permute(index, Math.min(MAX_BITS, bits * count));
    List<String> nonce = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      nonce.add(words.word(code >>> Math.min(bits * i, MAX_BITS)));
    }
    return nonce;
  }

  /**
   * A bijection of the numbers below 2^bits that depends on the seed.
   *
   * <p>Each step can be undone: xor and addition of a constant, multiplication by an odd one, xor
   * with the own upper half.
   */
  private long permute(long index, int bits) {
    long mask = (1L << bits) - 1;
    int half = (bits + 1) / 2;
    long code = (index ^ key) & mask;
    for (int round = 0; round < 3; round++) {
      long roundKey = Seeds.mix(key + round);
      code = (code * (roundKey | 1)) & mask;
      code ^= code >>> half;
      code = (code + roundKey) & mask;
    }
    return code;
  }
}
