package io.github.gatlingllm.prompt;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.random.RandomGenerator;

/**
 * The texts that prompts begin with in common, one a group: made when first asked for, and kept.
 * Safe for use by any thread.
 */
final class PrefixTexts {

  private static final int MAX_COUNTS = 8;
  private static final long TEXTS_OF_SEED = 0x9B05688C2B3E6C1FL;
  private static final String END = "\n";

  /**
   * A text.
   *
   * @param text ends with a line feed, so that what follows does not change its tokens
   * @param tokens its tokens, before a word
   */
  record Prefix(String text, int tokens) {}

  /** Adds text to a draft until it has so many tokens more. */
  interface Filling {
    void fill(Draft draft, int tokens, RandomGenerator random);
  }

  private final SharedPrefix settings;
  private final SingleTokenWords words;
  private final PartCounter counter;
  private final Nonces nonces;
  private final long seed;
  private final ConcurrentMap<Integer, Prefix> texts = new ConcurrentHashMap<>();

  PrefixTexts(SharedPrefix settings, SingleTokenWords words, PartCounter counter, long seed) {
    this.settings = settings;
    this.words = words;
    this.counter = counter;
    this.seed = seed ^ TEXTS_OF_SEED;
    this.nonces = new Nonces(words, this.seed);
  }

  /** The text of a group. */
  Prefix of(int group, Filling filling) {
    return texts.computeIfAbsent(group, g -> made(g, filling));
  }

  private Prefix made(int group, Filling filling) {
    RandomGenerator random = Seeds.random(seed, group);
    String nonce = String.join(" ", nonces.words(group, nonces.fullLength())) + END;
    Draft draft = new Draft(nonce, END);
    filling.fill(draft, settings.tokens() - counter.before(nonce) - 1, random);
    Prefix nearest = counted(draft);
    Prefix last = nearest;
    for (int i = 1; i < MAX_COUNTS && last.tokens() != settings.tokens(); i++) {
      int missing = settings.tokens() - last.tokens();
      if (missing > 0) {
        draft.grow(missing, words, random);
      } else {
        draft.shrink(-missing, words, random);
      }
      last = counted(draft);
      if (distance(last) < distance(nearest)) {
        nearest = last;
      }
    }
    return nearest;
  }

  private Prefix counted(Draft draft) {
    String text = draft.text();
    return new Prefix(text, counter.before(text));
  }

  private int distance(Prefix prefix) {
    return Math.abs(prefix.tokens() - settings.tokens());
  }
}
