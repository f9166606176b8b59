package io.github.gatlingllm.prompt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that is to be held: the user's part of it.
 *
 * @param index its place in its source, from 0
 * @param systemPrompt its system message, or null for that of the request or the protocol
 * @param turns what the user says, 1 to {@link Conversation#MAX_TURNS}
 */
public record ConversationPlan(long index, @Nullable String systemPrompt, List<UserTurn> turns) {

  /**
   * Keeps a copy of the turns.
   *
   * @throws IllegalArgumentException if there are none, or too many
   */
  public ConversationPlan {
    if (turns.isEmpty() || turns.size() > Conversation.MAX_TURNS) {
      throw new IllegalArgumentException(
          "a conversation of " + turns.size() + " turns; accepted: 1 to " + Conversation.MAX_TURNS);
    }
    turns = List.copyOf(turns);
  }

  /** Whether the user is to think before any turn. */
  public boolean hasThinkTime() {
    return turns.stream().anyMatch(turn -> !turn.thinkTime().isZero());
  }
}
