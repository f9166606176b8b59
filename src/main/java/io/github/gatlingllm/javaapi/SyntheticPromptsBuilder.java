package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.prompt.Corpus;
import io.github.gatlingllm.prompt.SyntheticPrompts;
import io.github.gatlingllm.prompt.TokenLength;
import io.github.gatlingllm.prompt.Tokenizers;
import io.github.gatlingllm.prompt.dataset.PictureOptions;
import io.github.gatlingllm.prompt.dataset.PicturePrompts;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A feeder of synthetic prompts. Immutable: every method returns a new one.
 *
 * <p>Feeds {@code prompt} (text), {@code inputTokens} (its tokens, exactly) and {@code
 * outputTokens} (how long the answer is to be). The same seed gives the same prompts, byte for
 * byte.
 */
public final class SyntheticPromptsBuilder implements Supplier<Iterator<Map<String, Object>>> {

  static final SyntheticPromptsBuilder DEFAULT =
      new SyntheticPromptsBuilder(
          TokenLength.normal(512),
          TokenLength.normal(256),
          Tokenizers.DEFAULT_NAME,
          0,
          Corpus.builtIn(),
          null);

  private final TokenLength inputTokens;
  private final TokenLength outputTokens;
  private final String tokenizer;
  private final long seed;
  private final Corpus corpus;
  private final @Nullable String instruction;

  private SyntheticPromptsBuilder(
      TokenLength inputTokens,
      TokenLength outputTokens,
      String tokenizer,
      long seed,
      Corpus corpus,
      @Nullable String instruction) {
    this.inputTokens = inputTokens;
    this.outputTokens = outputTokens;
    this.tokenizer = tokenizer;
    this.seed = seed;
    this.corpus = corpus;
    this.instruction = instruction;
  }

  /** The length of the whole user message; 512 ± 51 tokens unless told otherwise. */
  public SyntheticPromptsBuilder inputTokens(TokenLength length) {
    return new SyntheticPromptsBuilder(length, outputTokens, tokenizer, seed, corpus, instruction);
  }

  /** The length of answers that is asked for; 256 ± 26 tokens unless told otherwise. */
  public SyntheticPromptsBuilder outputTokens(TokenLength length) {
    return new SyntheticPromptsBuilder(inputTokens, length, tokenizer, seed, corpus, instruction);
  }

  /** What counts tokens: a vocabulary such as {@code cl100k_base}, or an OpenAI model's name. */
  public SyntheticPromptsBuilder tokenizer(String name) {
    return new SyntheticPromptsBuilder(inputTokens, outputTokens, name, seed, corpus, instruction);
  }

  /** Which of all prompts; 0 unless told otherwise. */
  public SyntheticPromptsBuilder seed(long newSeed) {
    return new SyntheticPromptsBuilder(
        inputTokens, outputTokens, tokenizer, newSeed, corpus, instruction);
  }

  /** The text that prompts are made of. */
  public SyntheticPromptsBuilder corpus(Corpus newCorpus) {
    return new SyntheticPromptsBuilder(
        inputTokens, outputTokens, tokenizer, seed, newCorpus, instruction);
  }

  /** What every prompt ends with. */
  public SyntheticPromptsBuilder instruction(String text) {
    return new SyntheticPromptsBuilder(inputTokens, outputTokens, tokenizer, seed, corpus, text);
  }

  /**
   * This feeder, with made-up pictures behind the text of each prompt: no two alike, as PNG. {@code
   * llm(…).fedPrompt()} sends them.
   *
   * @param count how many, 1 to 16
   * @param width in pixels, 1 to 4096
   * @param height in pixels, 1 to 4096
   * @throws IllegalArgumentException if one is out of range
   */
  public Supplier<Iterator<Map<String, Object>>> images(int count, int width, int height) {
    PictureOptions pictures = new PictureOptions(count, width, height, "png");
    return () -> PromptFeeder.openLarge(new PicturePrompts(source(), pictures, seed), null);
  }

  String tokenizerName() {
    return tokenizer;
  }

  /** Whether the other's prompts are made of the same texts, if the seed is the same. */
  boolean hasTextsOf(SyntheticPromptsBuilder other) {
    return tokenizer.equals(other.tokenizer)
        && corpus == other.corpus
        && Objects.equals(instruction, other.instruction);
  }

  /** As {@link #source()}, from prompts of the same texts and seed. */
  SyntheticPrompts sourceLike(SyntheticPrompts texts) {
    return texts.withLengths(inputTokens, outputTokens);
  }

  SyntheticPrompts source() {
    return SyntheticPrompts.of(
        Tokenizers.named(tokenizer), inputTokens, outputTokens, seed, corpus, instruction);
  }

  /**
   * Starts making prompts, ahead of need and off the event loops.
   *
   * @throws IllegalArgumentException if the tokenizer is not known
   * @throws io.github.gatlingllm.prompt.PromptException if such prompts cannot be made
   */
  @Override
  public Iterator<Map<String, Object>> get() {
    return PromptFeeder.open(source(), null);
  }
}
