package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.gatling.FeederSeeds;
import io.github.gatlingllm.prompt.Corpus;
import io.github.gatlingllm.prompt.SyntheticConversations;
import io.github.gatlingllm.prompt.ThinkTime;
import io.github.gatlingllm.prompt.length.TokenLength;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A feeder of synthetic conversations. Immutable: every method returns a new one.
 *
 * <p>Feeds {@code turns} (how many) and the conversation itself, which {@link LlmDsl#conversation}
 * holds and {@link LlmRequestBuilder#fedTurn} says turn by turn. The same seed gives the same
 * conversations, byte for byte.
 */
public final class ConversationsBuilder implements Supplier<Iterator<Map<String, Object>>> {

  /** What is not told. */
  static final ConversationsBuilder DEFAULT =
      new ConversationsBuilder(
          new Shape(TokenLength.constant(5), TokenLength.normal(64), ThinkTime.NONE, 0),
          SyntheticPromptsBuilder.DEFAULT,
          0);

  /** What conversations are like beside their first message and the lengths of answers. */
  private record Shape(
      TokenLength turns, TokenLength nextPrompts, ThinkTime thinkTime, int systemTokens) {}

  private final Shape shape;
  private final SyntheticPromptsBuilder prompts;
  private final long seed;

  private ConversationsBuilder(Shape shape, SyntheticPromptsBuilder prompts, long seed) {
    this.shape = shape;
    this.prompts = prompts;
    this.seed = seed;
  }

  private ConversationsBuilder with(Shape newShape) {
    return new ConversationsBuilder(newShape, prompts, seed);
  }

  ConversationsBuilder with(SyntheticPromptsBuilder newPrompts) {
    return new ConversationsBuilder(shape, newPrompts, seed);
  }

  /** How many turns; 5 unless told otherwise, at most 1024. */
  public ConversationsBuilder turns(TokenLength turns) {
    return with(new Shape(turns, shape.nextPrompts(), shape.thinkTime(), shape.systemTokens()));
  }

  /** The length of the user's first message; 512 ± 51 tokens unless told otherwise. */
  public ConversationsBuilder firstPrompt(TokenLength length) {
    return with(prompts.inputTokens(length));
  }

  /** The length of each later message of the user; 64 ± 6 tokens unless told otherwise. */
  public ConversationsBuilder nextPrompts(TokenLength length) {
    return with(new Shape(shape.turns(), length, shape.thinkTime(), shape.systemTokens()));
  }

  /** The length of answers that is asked for; 256 ± 26 tokens unless told otherwise. */
  public ConversationsBuilder outputTokens(TokenLength length) {
    return with(prompts.outputTokens(length));
  }

  /** How long users think before each turn but the first; not at all unless told otherwise. */
  public ConversationsBuilder thinkTime(Duration time) {
    return thinkTime(ThinkTime.constant(time));
  }

  /** How long users think before each turn but the first, drawn for each. */
  public ConversationsBuilder thinkTime(ThinkTime time) {
    return with(new Shape(shape.turns(), shape.nextPrompts(), time, shape.systemTokens()));
  }

  /**
   * A system message of so many tokens that is the same in all conversations, in place of the
   * protocol's; none unless told otherwise.
   */
  public ConversationsBuilder systemTokens(int tokens) {
    return with(new Shape(shape.turns(), shape.nextPrompts(), shape.thinkTime(), tokens));
  }

  /** What counts tokens: a vocabulary such as {@code cl100k_base}, or an OpenAI model's name. */
  public ConversationsBuilder tokenizer(String name) {
    return with(prompts.tokenizer(name));
  }

  /** The text that messages are made of. */
  public ConversationsBuilder corpus(Corpus corpus) {
    return with(prompts.corpus(corpus));
  }

  /** Which of all conversations; 0 unless told otherwise. */
  public ConversationsBuilder seed(long newSeed) {
    return new ConversationsBuilder(shape, prompts.seed(newSeed), newSeed);
  }

  /**
   * The conversations themselves.
   *
   * @throws IllegalArgumentException if the tokenizer is not known, or a value is out of range
   * @throws io.github.gatlingllm.prompt.PromptException if such messages cannot be made
   */
  SyntheticConversations source() {
    return new SyntheticConversations(
        shape.turns(),
        prompts.source(),
        shape.nextPrompts(),
        shape.thinkTime(),
        shape.systemTokens(),
        seed);
  }

  /**
   * Starts making conversations, ahead of need and off the event loops.
   *
   * @throws IllegalArgumentException if the tokenizer is not known, or a value is out of range
   * @throws io.github.gatlingllm.prompt.PromptException if such messages cannot be made
   */
  @Override
  public Iterator<Map<String, Object>> get() {
    return ConversationFeeder.open(seed(FeederSeeds.of(seed)).source());
  }
}
