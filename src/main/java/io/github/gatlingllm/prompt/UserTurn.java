package io.github.gatlingllm.prompt;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a user says in one turn of a conversation.
 *
 * @param prompt what is said, and the length of the answer that is asked for
 * @param thinkTime how long the user thinks before it, zero or more
 * @param recordedAnswer what is remembered as the answer, or null for what the server really says
 */
public record UserTurn(Prompt prompt, Duration thinkTime, @Nullable String recordedAnswer) {

  /**
   * Refuses a think time that is none.
   *
   * @throws IllegalArgumentException if it is negative or longer than {@link ThinkTime#LONGEST}
   */
  public UserTurn {
    if (thinkTime.isNegative() || thinkTime.compareTo(ThinkTime.LONGEST) > 0) {
      throw new IllegalArgumentException(
          "thinkTime is " + thinkTime + "; accepted: from 0 to " + ThinkTime.LONGEST);
    }
  }
}
