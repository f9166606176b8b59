package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.prompt.Corpus;
import io.github.gatlingllm.prompt.PromptTask;
import io.github.gatlingllm.prompt.PromptText;
import io.github.gatlingllm.prompt.SyntheticPrompts;
import io.github.gatlingllm.prompt.Tokenizers;
import io.github.gatlingllm.prompt.length.TokenLength;
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
          null,
          PromptTask.STREAM_LINES,
          PromptText.CORPUS);

  private final TokenLength inputTokens;
  private final TokenLength outputTokens;
  private final String tokenizer;
  private final long seed;
  private final Corpus corpus;
  private final @Nullable String instruction;
  private final PromptTask task;
  private final PromptText text;

  private SyntheticPromptsBuilder(
      TokenLength inputTokens,
      TokenLength outputTokens,
      String tokenizer,
      long seed,
      Corpus corpus,
      @Nullable String instruction,
      PromptTask task,
      PromptText text) {
    this.inputTokens = inputTokens;
    this.outputTokens = outputTokens;
    this.tokenizer = tokenizer;
    this.seed = seed;
    this.corpus = corpus;
    this.instruction = instruction;
    this.task = task;
    this.text = text;
  }

  /** The length of the whole user message; 512 ± 51 tokens unless told otherwise. */
  public SyntheticPromptsBuilder inputTokens(TokenLength length) {
    return new SyntheticPromptsBuilder(
        length, outputTokens, tokenizer, seed, corpus, instruction, task, text);
  }

  /** The length of answers that is asked for; 256 ± 26 tokens unless told otherwise. */
  public SyntheticPromptsBuilder outputTokens(TokenLength length) {
    return new SyntheticPromptsBuilder(
        inputTokens, length, tokenizer, seed, corpus, instruction, task, text);
  }

  /** What counts tokens: a vocabulary such as {@code cl100k_base}, or an OpenAI model's name. */
  public SyntheticPromptsBuilder tokenizer(String name) {
    return new SyntheticPromptsBuilder(
        inputTokens, outputTokens, name, seed, corpus, instruction, task, text);
  }

  /** Which of all prompts; 0 unless told otherwise. */
  public SyntheticPromptsBuilder seed(long newSeed) {
    return new SyntheticPromptsBuilder(
        inputTokens, outputTokens, tokenizer, newSeed, corpus, instruction, task, text);
  }

  /** The text that prompts are made of. */
  public SyntheticPromptsBuilder corpus(Corpus newCorpus) {
    return new SyntheticPromptsBuilder(
        inputTokens, outputTokens, tokenizer, seed, newCorpus, instruction, task, text);
  }

  /** What every prompt ends with. */
  public SyntheticPromptsBuilder instruction(String ending) {
    return new SyntheticPromptsBuilder(
        inputTokens, outputTokens, tokenizer, seed, corpus, ending, task, text);
  }

  /** What the model is told to do, in front of the text; flotest's task unless told otherwise. */
  public SyntheticPromptsBuilder task(PromptTask newTask) {
    return new SyntheticPromptsBuilder(
        inputTokens, outputTokens, tokenizer, seed, corpus, instruction, newTask, text);
  }

  /** Fills prompts with single-token words by chance, as tokenflood does, and not the corpus. */
  public SyntheticPromptsBuilder words() {
    return text(PromptText.WORDS);
  }

  SyntheticPromptsBuilder text(PromptText newText) {
    return new SyntheticPromptsBuilder(
        inputTokens, outputTokens, tokenizer, seed, corpus, instruction, task, newText);
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
    return texts.withLengths(inputTokens, outputTokens).with(task, text);
  }

  SyntheticPrompts source() {
    return SyntheticPrompts.of(
            Tokenizers.named(tokenizer), inputTokens, outputTokens, seed, corpus, instruction)
        .with(task, text);
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
