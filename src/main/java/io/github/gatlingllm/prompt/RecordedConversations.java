package io.github.gatlingllm.prompt;

import io.github.gatlingllm.prompt.ListedConversations.Recorded;
import io.github.gatlingllm.prompt.ListedConversations.RecordedTurn;
import io.github.gatlingllm.prompt.length.TokenLength;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Conversations that someone wrote down, each had from elsewhere when it is to be held. Safe for
 * use by any thread if that is.
 */
public final class RecordedConversations implements ConversationSource {

  private static final long OWN_DRAWS = 0x5e55_1046L;

  /**
   * How they are held.
   *
   * @param thinkTime how long users think before each turn after the first
   * @param recordedAnswers whether the history has the answers that were written down, and not
   *     those that the server really gives
   * @param mostTurns after how many turns one ends that goes on, drawn for each; null for none but
   *     {@link Conversation#MAX_TURNS}
   * @param seed which of all think times and draws
   */
  public record Manner(
      ThinkTime thinkTime, boolean recordedAnswers, @Nullable TokenLength mostTurns, long seed) {}

  private final LongFunction<Recorded> recorded;
  private final Manner manner;
  private final long seed;

  /**
   * Such conversations.
   *
   * @param recorded the one of an index, from 0, of at least one turn
   */
  public RecordedConversations(LongFunction<Recorded> recorded, Manner manner) {
    this.recorded = recorded;
    this.manner = manner;
    this.seed = Seeds.mix(manner.seed() ^ OWN_DRAWS);
  }

  /**
   * How many turns the conversation of an index has.
   *
   * @param written how many were written down
   */
  public int turns(long index, int written) {
    int most = Math.min(Conversation.MAX_TURNS, written);
    return manner.mostTurns() == null
        ? most
        : Math.min(most, manner.mostTurns().sample(Seeds.random(seed, index)));
  }

  @Override
  public ConversationPlan conversation(long index) {
    Recorded conversation = recorded.apply(index);
    RandomGenerator random = Seeds.random(seed, index);
    int most = Math.min(Conversation.MAX_TURNS, conversation.turns().size());
    if (manner.mostTurns() != null) {
      most = Math.min(most, manner.mostTurns().sample(random));
    }
    List<UserTurn> turns = new ArrayList<>(most);
    for (RecordedTurn turn : conversation.turns().subList(0, most)) {
      Duration before = turns.isEmpty() ? Duration.ZERO : manner.thinkTime().sample(random);
      String answer = manner.recordedAnswers() ? turn.answer() : null;
      turns.add(new UserTurn(turn.prompt(), before, answer));
    }
    return new ConversationPlan(index, conversation.systemPrompt(), turns);
  }
}
