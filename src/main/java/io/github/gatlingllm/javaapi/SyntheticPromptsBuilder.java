package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.prompt.Corpus;
import io.github.gatlingllm.prompt.SharedPrefix;
import io.github.gatlingllm.prompt.SyntheticPrompts;
import io.github.gatlingllm.prompt.TokenLength;
import io.github.gatlingllm.prompt.tokenizer.TokenizeEndpoint;
import io.github.gatlingllm.prompt.tokenizer.Tokenizers;
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
          TokenizerChoice.named(Tokenizers.DEFAULT_NAME),
          0,
          Corpus.builtIn(),
          null,
          null);

  private final TokenLength inputTokens;
  private final TokenLength outputTokens;
  private final TokenizerChoice tokenizer;
  private final long seed;
  private final Corpus corpus;
  private final @Nullable String instruction;
  private final @Nullable SharedPrefix prefix;

  private SyntheticPromptsBuilder(
      TokenLength inputTokens,
      TokenLength outputTokens,
      TokenizerChoice tokenizer,
      long seed,
      Corpus corpus,
      @Nullable String instruction,
      @Nullable SharedPrefix prefix) {
    this.inputTokens = inputTokens;
    this.outputTokens = outputTokens;
    this.tokenizer = tokenizer;
    this.seed = seed;
    this.corpus = corpus;
    this.instruction = instruction;
    this.prefix = prefix;
  }

  /** The length of the whole user message; 512 ± 51 tokens unless told otherwise. */
  public SyntheticPromptsBuilder inputTokens(TokenLength length) {
    return new SyntheticPromptsBuilder(
        length, outputTokens, tokenizer, seed, corpus, instruction, prefix);
  }

  /** The length of answers that is asked for; 256 ± 26 tokens unless told otherwise. */
  public SyntheticPromptsBuilder outputTokens(TokenLength length) {
    return new SyntheticPromptsBuilder(
        inputTokens, length, tokenizer, seed, corpus, instruction, prefix);
  }

  /**
   * What counts tokens: a vocabulary such as {@code cl100k_base}, an OpenAI model's name, or the
   * path of a {@code tokenizer.json} or of a folder that holds one.
   */
  public SyntheticPromptsBuilder tokenizer(String name) {
    return with(TokenizerChoice.named(name));
  }

  /**
   * Has the server count, which must have {@code /tokenize} as vLLM, SGLang and llama.cpp do. Each
   * prompt takes a few requests, by a background thread.
   *
   * @param baseUrl that of its API, such as {@code http://localhost:8000/v1}
   * @param model the model's name
   * @param apiKey what requests authenticate with, or an empty string
   * @throws IllegalArgumentException if the URL is not an absolute http or https one
   */
  public SyntheticPromptsBuilder serverTokenizer(String baseUrl, String model, String apiKey) {
    return with(TokenizerChoice.server(TokenizeEndpoint.of(baseUrl, model, apiKey)));
  }

  private SyntheticPromptsBuilder with(TokenizerChoice choice) {
    return new SyntheticPromptsBuilder(
        inputTokens, outputTokens, choice, seed, corpus, instruction, prefix);
  }

  /** Which of all prompts; 0 unless told otherwise. */
  public SyntheticPromptsBuilder seed(long newSeed) {
    return new SyntheticPromptsBuilder(
        inputTokens, outputTokens, tokenizer, newSeed, corpus, instruction, prefix);
  }

  /** The text that prompts are made of. */
  public SyntheticPromptsBuilder corpus(Corpus newCorpus) {
    return new SyntheticPromptsBuilder(
        inputTokens, outputTokens, tokenizer, seed, newCorpus, instruction, prefix);
  }

  /** What every prompt ends with. */
  public SyntheticPromptsBuilder instruction(String text) {
    return new SyntheticPromptsBuilder(
        inputTokens, outputTokens, tokenizer, seed, corpus, text, prefix);
  }

  /**
   * What prompts have in common at their front, as part of their length: {@code
   * SharedPrefix.of(256).groups(8).zipf(1)}.
   */
  public SyntheticPromptsBuilder sharedPrefix(SharedPrefix shared) {
    return new SyntheticPromptsBuilder(
        inputTokens, outputTokens, tokenizer, seed, corpus, instruction, shared);
  }

  /**
   * The same prompts, of which a share repeats one that was sent before, word for word; see {@link
   * PromptMixBuilder#resend(double, int)}.
   *
   * @param percent 0 to 100
   * @param distance requests between a prompt and its first repetition at least
   */
  public PromptMixBuilder resend(double percent, int distance) {
    return PromptMixBuilder.EMPTY
        .add(ConfiguredPrompts.ONLY_TYPE, 1, this)
        .seed(seed)
        .resend(percent, distance);
  }

  String tokenizerName() {
    return tokenizer.toString();
  }

  /** Whether the other's prompts are made of the same texts, if the seed is the same. */
  boolean hasTextsOf(SyntheticPromptsBuilder other) {
    return tokenizer.equals(other.tokenizer)
        && corpus == other.corpus
        && Objects.equals(instruction, other.instruction)
        && Objects.equals(prefix, other.prefix);
  }

  /** As {@link #source()}, from prompts of the same texts and seed. */
  SyntheticPrompts sourceLike(SyntheticPrompts texts) {
    return texts.withLengths(inputTokens, outputTokens);
  }

  SyntheticPrompts source() {
    SyntheticPrompts prompts =
        SyntheticPrompts.of(tokenizer.open(), inputTokens, outputTokens, seed, corpus, instruction);
    return prefix == null ? prompts : prompts.withSharedPrefix(prefix);
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
