package io.github.gatlingllm.prompt;

/**
 * What of a prompt is meant to be in the server's prefix cache already.
 *
 * @param resent whether the whole prompt was sent before, word for word: flotest's {@code cacheHit}
 * @param sharedTokens how many tokens at its front were sent before on purpose, as the client
 *     counts them; those of a resent prompt are all of its own
 * @param group the number of the group that shares its prefix, from 0, or {@link #NO_GROUP}
 */
public record PromptReuse(boolean resent, int sharedTokens, int group) {

  /** The group of a prompt that is in none. */
  public static final int NO_GROUP = -1;

  /** Nothing of it was sent before on purpose. */
  public static final PromptReuse NONE = new PromptReuse(false, 0, NO_GROUP);
}
