package io.github.gatlingllm.prompt;

/**
 * A front that prompts have in common, as system prompts, documents and examples are in practice:
 * each prompt is of one of several groups, and all of a group begin with the same text.
 *
 * @param tokens how long each group's text is; part of the prompt's length
 * @param groups how many groups there are
 * @param skew how unequal the groups are: 0 for equal shares, else the exponent of Zipf's law, by
 *     which group k (from 1) has a share in proportion to 1 / k^skew
 */
public record SharedPrefix(int tokens, int groups, double skew) {

  /** The shortest text in common. */
  public static final int MIN_TOKENS = 16;

  /** The most groups. */
  public static final int MAX_GROUPS = 10_000;

  /** The most tokens of all groups together: their texts stay in memory, some 4 bytes a token. */
  public static final int MAX_TOKENS = 10_000_000;

  /** The largest exponent. */
  public static final int MAX_SKEW = 10;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is not accepted
   */
  public SharedPrefix {
    if (tokens < MIN_TOKENS || tokens > MAX_TOKENS) {
      throw new IllegalArgumentException(
          "a shared prefix of "
              + tokens
              + " tokens is not accepted; give "
              + MIN_TOKENS
              + " to "
              + MAX_TOKENS);
    }
    if (groups < 1 || groups > MAX_GROUPS) {
      throw new IllegalArgumentException(
          groups + " groups of a shared prefix are not accepted; give 1 to " + MAX_GROUPS);
    }
    if ((long) groups * tokens > MAX_TOKENS) {
      throw new IllegalArgumentException(
          String.format(
              java.util.Locale.ROOT,
              "%d groups of %d tokens are %d tokens of shared prefixes; accepted: up to %d",
              groups,
              tokens,
              (long) groups * tokens,
              MAX_TOKENS));
    }
    if (!(skew >= 0 && skew <= MAX_SKEW)) {
      throw new IllegalArgumentException(
          "the skew of a shared prefix is " + skew + "; accepted: 0 to " + MAX_SKEW);
    }
  }

  /** One text that all prompts begin with. */
  public static SharedPrefix of(int tokens) {
    return new SharedPrefix(tokens, 1, 0);
  }

  /** The same with so many groups. */
  public SharedPrefix groups(int newGroups) {
    return new SharedPrefix(tokens, newGroups, skew);
  }

  /** The same with shares of the groups by Zipf's law. */
  public SharedPrefix zipf(double exponent) {
    return new SharedPrefix(tokens, groups, exponent);
  }
}
