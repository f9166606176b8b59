package io.github.gatlingllm.prompt;

/**
 * What of a prompt was sent before, and so may be in the server's prefix cache already.
 *
 * @param resent whether the whole prompt was sent before, word for word: flotest's {@code cacheHit}
 * @param sharedTokens how many tokens at its front were sent before on purpose, as the client
 *     counts them; those of a resent prompt are all of its own
 * @param group the number of the group that shares its prefix, from 0, or {@link #NO_GROUP}
 * @param unintendedTokens about how many more tokens at its front an earlier prompt began with, by
 *     chance
 */
public record PromptReuse(boolean resent, int sharedTokens, int group, int unintendedTokens) {

  /** The group of a prompt that is in none. */
  public static final int NO_GROUP = -1;

  /** Nothing of it was sent before. */
  public static final PromptReuse NONE = new PromptReuse(false, 0, NO_GROUP);

  /** One that has nothing in common with others by chance. */
  public PromptReuse(boolean resent, int sharedTokens, int group) {
    this(resent, sharedTokens, group, 0);
  }

  /** The same with so many tokens in common by chance. */
  PromptReuse unintended(int tokens) {
    return new PromptReuse(resent, sharedTokens, group, tokens);
  }
}
