package io.github.gatlingllm.prompt;

/**
 * The place of a request in a conversation, and what was known of that conversation before it.
 *
 * @param session what names the conversation in all runs; empty for a request that is in none
 * @param number which of its requests, from 1, failed ones counted; 0 for a request that is in none
 * @param planned how many turns the conversation is to have, or 0 if nobody said
 * @param thinkNanos the think time asked for before it, in nanoseconds
 * @param inputTokens the prompt tokens of the session's answered turns after the first until now,
 *     of those whose cached tokens the server told
 * @param cachedTokens how many of these came from the server's cache
 * @param answerGiven whether what is remembered as its answer was there before the server's
 */
public record Turn(
    String session,
    int number,
    int planned,
    long thinkNanos,
    long inputTokens,
    long cachedTokens,
    boolean answerGiven) {

  /** A request of no conversation. */
  public static final Turn NONE = new Turn("", 0);

  /** One of a conversation of which nothing more is known. */
  public Turn(String session, int number) {
    this(session, number, 0, 0, 0, 0, false);
  }

  /** The same, whose answer is remembered as it was given before. */
  public Turn withAnswerGiven() {
    return new Turn(session, number, planned, thinkNanos, inputTokens, cachedTokens, true);
  }

  /** Whether the request is part of a conversation. */
  public boolean isKnown() {
    return number > 0;
  }

  /** Whether it is the last one that was planned. */
  public boolean isLast() {
    return isKnown() && number == planned;
  }
}
