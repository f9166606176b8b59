package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.prompt.RecordedConversations.Manner;
import io.github.gatlingllm.prompt.ThinkTime;
import io.github.gatlingllm.prompt.dataset.DatasetConversations;
import io.github.gatlingllm.prompt.length.TokenLength;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A feeder of the conversations of a file. Immutable: every method returns a new one.
 *
 * <p>Feeds {@code turns} (how many) and the conversation itself, which {@link LlmDsl#conversation}
 * holds: what users say in each record, with the server's answers between. After the last record
 * the first comes again.
 */
public final class DatasetConversationsBuilder implements Supplier<Iterator<Map<String, Object>>> {

  private final DatasetBuilder dataset;
  private final Manner manner;

  private DatasetConversationsBuilder(DatasetBuilder dataset, Manner manner) {
    this.dataset = dataset;
    this.manner = manner;
  }

  static DatasetConversationsBuilder of(DatasetBuilder dataset) {
    return new DatasetConversationsBuilder(dataset, new Manner(ThinkTime.NONE, false, null, 0));
  }

  private DatasetConversationsBuilder with(
      ThinkTime time, boolean recorded, @Nullable TokenLength turns, long seed) {
    return new DatasetConversationsBuilder(dataset, new Manner(time, recorded, turns, seed));
  }

  /** So many turns of each at most, drawn for each; all of them unless told otherwise. */
  public DatasetConversationsBuilder turns(TokenLength most) {
    return with(manner.thinkTime(), manner.recordedAnswers(), most, manner.seed());
  }

  /** How long users think before each turn but the first; not at all unless told otherwise. */
  public DatasetConversationsBuilder thinkTime(Duration time) {
    return thinkTime(ThinkTime.constant(time));
  }

  /** How long users think before each turn but the first, drawn for each. */
  public DatasetConversationsBuilder thinkTime(ThinkTime time) {
    return with(time, manner.recordedAnswers(), manner.mostTurns(), manner.seed());
  }

  /** Histories have the file's answers in place of the server's: all servers get the same. */
  public DatasetConversationsBuilder recordedAnswers() {
    return with(manner.thinkTime(), true, manner.mostTurns(), manner.seed());
  }

  /** Which of all think times and draws; 0 unless told otherwise. */
  public DatasetConversationsBuilder seed(long newSeed) {
    return with(manner.thinkTime(), manner.recordedAnswers(), manner.mostTurns(), newSeed);
  }

  /**
   * Checks the file, and starts reading conversations, ahead of need and off the event loops. What
   * is to be known of the file is printed.
   *
   * @throws IllegalArgumentException if the tokenizer is not known
   * @throws io.github.gatlingllm.prompt.PromptException if the file cannot be used; one line for
   *     each fault
   */
  @Override
  public Iterator<Map<String, Object>> get() {
    DatasetConversations source = new DatasetConversations(dataset.open(), manner);
    source.notes(OptionalInt.empty()).forEach(note -> System.err.println("Warning: " + note));
    return ConversationFeeder.open(source);
  }
}
