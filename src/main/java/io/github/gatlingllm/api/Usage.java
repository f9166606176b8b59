package io.github.gatlingllm.api;

/**
 * Token counts as a server states them; {@link #UNKNOWN} where it does not.
 *
 * @param inputTokens tokens of the prompt, with the chat template's
 * @param outputTokens tokens generated, reasoning included
 * @param reasoningTokens of these, tokens of reasoning
 * @param cachedTokens of the input tokens, those served from a prefix cache
 */
public record Usage(int inputTokens, int outputTokens, int reasoningTokens, int cachedTokens) {

  /** The value of a count that the server did not state. */
  public static final int UNKNOWN = -1;

  /** No count stated at all. */
  public static final Usage NONE = new Usage(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN);
}
