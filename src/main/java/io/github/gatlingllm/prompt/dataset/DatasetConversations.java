package io.github.gatlingllm.prompt.dataset;

import io.github.gatlingllm.api.Message;
import io.github.gatlingllm.prompt.Conversation;
import io.github.gatlingllm.prompt.ConversationPlan;
import io.github.gatlingllm.prompt.ConversationSource;
import io.github.gatlingllm.prompt.ListedConversations.Recorded;
import io.github.gatlingllm.prompt.ListedConversations.RecordedTurn;
import io.github.gatlingllm.prompt.Prompt;
import io.github.gatlingllm.prompt.PromptReuse;
import io.github.gatlingllm.prompt.RecordedConversations;
import io.github.gatlingllm.prompt.UserTurn;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The conversations of a data set, one a record, with all its turns. After the last record the
 * first comes again; a request of such a conversation counts as sent before as a whole where it is
 * known to be: in the first turn, and where the history has the recorded answers.
 *
 * <p>A record is read when its conversation is asked for, as with {@link DatasetPrompts}. Safe for
 * use by any thread.
 */
public final class DatasetConversations implements ConversationSource {

  private static final int MOST_FOR_MEANS = 1_000;

  /** How often a record was held before, as far back as is looked. */
  private static final int MOST_PASSES = 64;

  /**
   * What its conversations come to, on average.
   *
   * @param turns turns of a conversation
   * @param inputTokens tokens of a request, with the history before it
   * @param outputTokens tokens of an answer that are asked for
   */
  public record Means(double turns, double inputTokens, double outputTokens) {}

  private final DatasetPrompts dataset;
  private final boolean recordedAnswers;
  private final RecordedConversations held;

  /** The conversations of an open data set. */
  public DatasetConversations(DatasetPrompts dataset, RecordedConversations.Manner manner) {
    this.dataset = dataset;
    this.recordedAnswers = manner.recordedAnswers();
    this.held = new RecordedConversations(this::recorded, manner);
  }

  @Override
  public ConversationPlan conversation(long index) {
    if (index < 0) {
      throw new IllegalArgumentException(
          "a conversation's index must be 0 or more, but is " + index);
    }
    return held.conversation(index);
  }

  private Recorded recorded(long index) {
    Dialogue dialogue = dataset.dialogue((int) (index % dataset.size()));
    List<DialogueTurn> turns = DialogueTurn.of(dialogue);
    List<RecordedTurn> recorded = new ArrayList<>(turns.size());
    String system = DialogueTurn.systemPrompt(dialogue);
    int systemTokens = system.isEmpty() ? 0 : dataset.lengths().of(new Message("system", system));
    int sentBefore = sentBefore(index, turns.size());
    for (DialogueTurn turn : turns) {
      boolean first = recorded.isEmpty();
      boolean ownCount = turns.size() == 1 && dialogue.tokenCount() != Prompt.UNKNOWN;
      int tokens =
          dataset.lengths().input(dialogue, turn, turns.size())
              + (first && !ownCount ? systemTokens : 0);
      boolean resent = recorded.size() < sentBefore && (first || recordedAnswers);
      Prompt prompt =
          new Prompt(
              index * Conversation.MAX_TURNS + recorded.size(),
              turn.said(),
              tokens,
              Prompt.UNKNOWN,
              dataset.lengths().output(dialogue, turn),
              resent ? new PromptReuse(true, tokens, PromptReuse.NO_GROUP) : PromptReuse.NONE,
              dialogue.body());
      recorded.add(
          new RecordedTurn(
              prompt.countedBy(dataset.lengths().tokenizer().name()),
              turn.answer().isEmpty() ? null : turn.answer()));
    }
    return new Recorded(system.isEmpty() ? null : system, recorded);
  }

  /** How many of the turns of a record were held when it was before. */
  private int sentBefore(long index, int written) {
    int most = 0;
    long before = index - dataset.size();
    for (int pass = 0; pass < MOST_PASSES && before >= 0 && most < written; pass++) {
      most = Math.max(most, held.turns(before, written));
      before -= dataset.size();
    }
    return most;
  }

  /** The means of up to a thousand conversations, spread over all. */
  public Means means() {
    int count = Math.min(dataset.size(), MOST_FOR_MEANS);
    long turns = 0;
    double input = 0;
    double output = 0;
    for (int i = 0; i < count; i++) {
      ConversationPlan plan = conversation((long) i * dataset.size() / count);
      double history = 0; // The system message is counted with the first turn.
      for (UserTurn turn : plan.turns()) {
        history += turn.prompt().tokenCount();
        input += history;
        output += turn.prompt().outputTokenTarget();
        history += turn.prompt().outputTokenTarget();
        turns++;
      }
    }
    return new Means((double) turns / count, input / turns, output / turns);
  }

  /**
   * What its user should know.
   *
   * @param maxRequests the most requests that are made, if that is known
   */
  public List<String> notes(OptionalInt maxRequests) {
    List<String> notes = new ArrayList<>(dataset.notes());
    if (!dataset.hasSeveralTurns()) {
      notes.add(
          dataset.path()
              + " has no record of two turns or more: each conversation is a single request");
    }
    if (maxRequests.isPresent() && maxRequests.getAsInt() > dataset.size()) {
      long turns = Math.round(means().turns() * dataset.size());
      if (maxRequests.getAsInt() > turns) {
        notes.add(
            String.format(
                "%s has %d conversations of about %d turns in all for up to %d requests: they"
                    + " repeat, and servers with a prefix cache answer what repeats sooner",
                dataset.path(), dataset.size(), turns, maxRequests.getAsInt()));
      }
    }
    return notes;
  }
}
