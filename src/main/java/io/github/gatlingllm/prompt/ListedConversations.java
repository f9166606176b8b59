package io.github.gatlingllm.prompt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Conversations that someone wrote down, such as those of a data set, one after the other and then
 * from the first again. Safe for use by any thread.
 */
public final class ListedConversations implements ConversationSource {

  /**
   * A conversation as it was written down.
   *
   * @param systemPrompt its system message, or null for that of the request or the protocol
   * @param turns its turns, in order
   */
  public record Recorded(@Nullable String systemPrompt, List<RecordedTurn> turns) {

    /** Keeps a copy of the turns. */
    public Recorded {
      turns = List.copyOf(turns);
    }
  }

  /**
   * A turn as it was written down.
   *
   * @param prompt what the user said; its length counted or {@link Prompt#UNKNOWN}
   * @param answer what was answered then, or null if that was not written down
   */
  public record RecordedTurn(Prompt prompt, @Nullable String answer) {}

  private final ConversationSource held;

  /**
   * Such conversations.
   *
   * @param conversations at least one, each of 1 to {@link Conversation#MAX_TURNS} turns
   * @param recordedAnswers whether the history has the answers that were written down, and not
   *     those that the server really gives
   * @param thinkTime how long users think before each turn after the first
   * @param seed which of all think times
   * @throws IllegalArgumentException if there is none, one has no turns or too many, or one lacks
   *     an answer that is to be in the history
   */
  public ListedConversations(
      List<Recorded> conversations, boolean recordedAnswers, ThinkTime thinkTime, long seed) {
    if (conversations.isEmpty()) {
      throw new IllegalArgumentException("there are no conversations; give at least one");
    }
    for (int i = 0; i < conversations.size(); i++) {
      check(conversations.get(i), i, recordedAnswers);
    }
    List<Recorded> kept = List.copyOf(conversations);
    this.held =
        new RecordedConversations(
            index -> kept.get((int) Math.floorMod(index, (long) kept.size())),
            new RecordedConversations.Manner(thinkTime, recordedAnswers, null, seed));
  }

  private static void check(Recorded conversation, int number, boolean recordedAnswers) {
    int turns = conversation.turns().size();
    if (turns < 1 || turns > Conversation.MAX_TURNS) {
      throw new IllegalArgumentException(
          "conversation "
              + number
              + " has "
              + turns
              + " turns; accepted: 1 to "
              + Conversation.MAX_TURNS);
    }
    // What was answered last is sent with nothing.
    boolean lacking =
        conversation.turns().subList(0, turns - 1).stream().anyMatch(turn -> turn.answer() == null);
    if (recordedAnswers && lacking) {
      throw new IllegalArgumentException(
          "conversation "
              + number
              + " lacks a recorded answer; give every turn but the last one, or take the server's");
    }
  }

  @Override
  public ConversationPlan conversation(long index) {
    return held.conversation(index);
  }
}
