package io.github.gatlingllm.prompt;

import io.github.gatlingllm.prompt.length.TokenLength;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Conversations made up from a seed, whose user messages are {@link SyntheticPrompts}: of an exact
 * length, and each different from every other of the run. Conversation i depends on the settings,
 * the seed and i alone. Safe for use by any thread.
 */
public final class SyntheticConversations implements ConversationSource {

  /** So that what is drawn for a conversation is independent of what is drawn for its texts. */
  private static final long OWN_DRAWS = 0x5e55_1045L;

  private final TokenLength turns;
  private final SyntheticPrompts firstPrompts;
  private final SyntheticPrompts laterPrompts;
  private final ThinkTime thinkTime;
  private final long seed;
  private final int systemTokens;
  private final @Nullable String systemPrompt;

  /**
   * Such conversations.
   *
   * @param turns how many turns; a draw beyond {@link Conversation#MAX_TURNS} is cut to it
   * @param firstPrompts where the first message of a conversation comes from
   * @param nextPrompts the lengths of the user's later messages
   * @param thinkTime how long users think before each turn after the first
   * @param systemTokens the length of the system message that all conversations begin with, or 0
   *     for none
   * @param seed which of all conversations, with that of the prompts
   * @throws IllegalArgumentException if the mean of {@code turns} or {@code systemTokens} is out of
   *     range
   * @throws PromptException if such prompts cannot be made
   */
  public SyntheticConversations(
      TokenLength turns,
      SyntheticPrompts firstPrompts,
      TokenLength nextPrompts,
      ThinkTime thinkTime,
      int systemTokens,
      long seed) {
    if (turns.mean() > Conversation.MAX_TURNS) {
      throw new IllegalArgumentException(
          "turns: a mean of " + turns.mean() + "; accepted: at most " + Conversation.MAX_TURNS);
    }
    if (systemTokens < 0) {
      throw new IllegalArgumentException(
          "systemTokens is " + systemTokens + "; accepted: 0 or more");
    }
    this.turns = turns;
    this.firstPrompts = firstPrompts;
    this.laterPrompts = firstPrompts.withInputLength(nextPrompts);
    this.thinkTime = thinkTime;
    this.seed = Seeds.mix(seed ^ OWN_DRAWS);
    this.systemTokens = systemTokens;
    this.systemPrompt =
        systemTokens == 0
            ? null
            : firstPrompts
                .withInputLength(TokenLength.constant(systemTokens))
                .prompt(SyntheticPrompts.UNIQUE - 1) // No turn of a conversation has it.
                .text();
  }

  /** The mean number of turns, those cut that have too many. */
  public double meanTurns() {
    return moment(1);
  }

  /**
   * The mean length of a request with its history, of all turns of all conversations: that of turn
   * k holds k − 1 later messages and answers, and of T turns that is T (T − 1) / 2 of them. So they
   * come (E[T²] / E[T] − 1) / 2 times a request, which grows with the spread of T.
   *
   * @param answerTokens the mean length of an answer
   */
  public double meanInputTokens(double answerTokens) {
    double before = (moment(2) / moment(1) - 1) / 2;
    return systemTokens
        + firstPrompts.meanInputTokens()
        + before * (laterPrompts.meanInputTokens() + answerTokens);
  }

  /** E[T] or E[T²], as the sums of P(T ≥ t) and of (2 t − 1) P(T ≥ t). */
  private double moment(int power) {
    double sum = 0;
    for (int t = 1; t <= Math.min(Conversation.MAX_TURNS, turns.longest()); t++) {
      sum += (power == 1 ? 1 : 2.0 * t - 1) * turns.atLeast(t);
    }
    return sum;
  }

  @Override
  public ConversationPlan conversation(long index) {
    if (index < 0) {
      throw new IllegalArgumentException(
          "a conversation's index must be 0 or more, but is " + index);
    }
    RandomGenerator random = Seeds.random(seed, index);
    int count = Math.min(Conversation.MAX_TURNS, turns.sample(random));
    List<UserTurn> planned = new ArrayList<>(count);
    for (int turn = 0; turn < count; turn++) {
      // No two turns of a run have one index, so that no two texts are equal.
      long prompt = index * Conversation.MAX_TURNS + turn;
      planned.add(
          turn == 0
              ? new UserTurn(first(firstPrompts.prompt(prompt), index), Duration.ZERO, null)
              : new UserTurn(laterPrompts.prompt(prompt), thinkTime.sample(random), null));
    }
    return new ConversationPlan(index, systemPrompt, planned);
  }

  /** The system message was sent on purpose with each conversation before. */
  private Prompt first(Prompt prompt, long index) {
    PromptReuse own = prompt.reuse();
    return systemTokens == 0 || index == 0
        ? prompt
        : prompt.with(new PromptReuse(false, systemTokens + own.sharedTokens(), own.group()));
  }
}
