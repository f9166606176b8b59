package io.github.gatlingllm.prompt;

/**
 * The place of a request in a conversation.
 *
 * @param session what names the conversation in the run; empty for a request that is in none
 * @param number which of its turns, from 1; 0 for a request that is in none
 */
public record Turn(String session, int number) {

  /** A request of no conversation. */
  public static final Turn NONE = new Turn("", 0);

  /** Whether the request is part of a conversation. */
  public boolean isKnown() {
    return number > 0;
  }
}
