package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.gatling.FeederSeeds;
import io.github.gatlingllm.prompt.BatchPrompts;
import io.github.gatlingllm.prompt.Corpus;
import io.github.gatlingllm.prompt.PromptTask;
import io.github.gatlingllm.prompt.PromptText;
import io.github.gatlingllm.prompt.SharedPrefix;
import io.github.gatlingllm.prompt.SyntheticPrompts;
import io.github.gatlingllm.prompt.dataset.PictureOptions;
import io.github.gatlingllm.prompt.dataset.PicturePrompts;
import io.github.gatlingllm.prompt.length.TokenLength;
import io.github.gatlingllm.prompt.tokenizer.TokenizeEndpoint;
import io.github.gatlingllm.prompt.tokenizer.Tokenizers;
import java.util.Iterator;
import java.util.Map;
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
          0,
          new Texts(
              TokenizerChoice.named(Tokenizers.DEFAULT_NAME),
              Corpus.builtIn(),
              null,
              PromptTask.STREAM_LINES,
              PromptText.CORPUS,
              null));

  private final TokenLength inputTokens;
  private final TokenLength outputTokens;
  private final long seed;
  private final Texts texts;

  /** What prompts are made of, whatever their lengths and their seed. */
  private record Texts(
      TokenizerChoice tokenizer,
      Corpus corpus,
      @Nullable String instruction,
      PromptTask task,
      PromptText filling,
      @Nullable SharedPrefix prefix) {}

  private SyntheticPromptsBuilder(
      TokenLength inputTokens, TokenLength outputTokens, long seed, Texts texts) {
    this.inputTokens = inputTokens;
    this.outputTokens = outputTokens;
    this.seed = seed;
    this.texts = texts;
  }

  private SyntheticPromptsBuilder with(Texts newTexts) {
    return new SyntheticPromptsBuilder(inputTokens, outputTokens, seed, newTexts);
  }

  /** The length of the whole user message; 512 ± 51 tokens unless told otherwise. */
  public SyntheticPromptsBuilder inputTokens(TokenLength length) {
    return new SyntheticPromptsBuilder(length, outputTokens, seed, texts);
  }

  /** The length of answers that is asked for; 256 ± 26 tokens unless told otherwise. */
  public SyntheticPromptsBuilder outputTokens(TokenLength length) {
    return new SyntheticPromptsBuilder(inputTokens, length, seed, texts);
  }

  /** Which of all prompts; 0 unless told otherwise. */
  public SyntheticPromptsBuilder seed(long newSeed) {
    return new SyntheticPromptsBuilder(inputTokens, outputTokens, newSeed, texts);
  }

  /**
   * What counts tokens: a vocabulary such as {@code cl100k_base}, an OpenAI model's name, or the
   * path of a {@code tokenizer.json} or of a folder that holds one.
   */
  public SyntheticPromptsBuilder tokenizer(String name) {
    return counting(TokenizerChoice.named(name));
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
    return counting(TokenizerChoice.server(TokenizeEndpoint.of(baseUrl, model, apiKey)));
  }

  SyntheticPromptsBuilder counting(TokenizerChoice tokenizer) {
    return with(
        new Texts(
            tokenizer, texts.corpus, texts.instruction, texts.task, texts.filling, texts.prefix));
  }

  /** The text that prompts are made of. */
  public SyntheticPromptsBuilder corpus(Corpus corpus) {
    return with(
        new Texts(
            texts.tokenizer, corpus, texts.instruction, texts.task, texts.filling, texts.prefix));
  }

  /** What every prompt ends with. */
  public SyntheticPromptsBuilder instruction(String ending) {
    return with(
        new Texts(texts.tokenizer, texts.corpus, ending, texts.task, texts.filling, texts.prefix));
  }

  /** What the model is told to do, in front of the text; flotest's task unless told otherwise. */
  public SyntheticPromptsBuilder task(PromptTask task) {
    return with(
        new Texts(
            texts.tokenizer, texts.corpus, texts.instruction, task, texts.filling, texts.prefix));
  }

  /** Fills prompts with single-token words by chance, as tokenflood does, and not the corpus. */
  public SyntheticPromptsBuilder words() {
    return text(PromptText.WORDS);
  }

  SyntheticPromptsBuilder text(PromptText filling) {
    return with(
        new Texts(
            texts.tokenizer, texts.corpus, texts.instruction, texts.task, filling, texts.prefix));
  }

  /**
   * What prompts have in common at their front, as part of their length: {@code
   * SharedPrefix.of(256).groups(8).zipf(1)}.
   */
  public SyntheticPromptsBuilder sharedPrefix(SharedPrefix prefix) {
    return with(
        new Texts(
            texts.tokenizer, texts.corpus, texts.instruction, texts.task, texts.filling, prefix));
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
    return () -> {
      long own = FeederSeeds.of(seed);
      return PromptFeeder.openLarge(new PicturePrompts(seed(own).source(), pictures, own), null);
    };
  }

  /**
   * A feeder of inputs to be embedded: {@code inputs}, so many of these prompts as a list, and
   * {@code inputTokens}, their tokens together. {@code llm(…).fedPrompt()} sends them. Without a
   * task in front of them, unless another than the one that goes without saying was chosen.
   *
   * @param inputs how many a request has, 1 to 2048
   * @throws IllegalArgumentException if that is out of range
   */
  public Supplier<Iterator<Map<String, Object>>> batch(int inputs) {
    SyntheticPromptsBuilder plain = plain();
    BatchPrompts.check(inputs);
    return () ->
        PromptFeeder.openBatches(
            BatchPrompts.of(plain.seed(FeederSeeds.of(seed)).source(), inputs), null);
  }

  /**
   * A feeder of documents to be ranked: as {@link #batch(int)}, and {@code query}.
   *
   * @param documents how many a request has, 1 to 2048
   * @param queryTokens the length of the query
   * @throws IllegalArgumentException if the number is out of range
   */
  public Supplier<Iterator<Map<String, Object>>> batch(int documents, TokenLength queryTokens) {
    SyntheticPromptsBuilder plain = plain();
    BatchPrompts.check(documents);
    return () ->
        PromptFeeder.openBatches(
            plain.seed(FeederSeeds.of(seed)).batches(documents, queryTokens), null);
  }

  private BatchPrompts batches(int documents, TokenLength queryTokens) {
    SyntheticPrompts source = source();
    return BatchPrompts.ofQueries(source, documents, source.withLengths(queryTokens, outputTokens));
  }

  /** What is embedded is no task for a model that generates. */
  private SyntheticPromptsBuilder plain() {
    return texts.task == PromptTask.STREAM_LINES ? task(PromptTask.NONE) : this;
  }

  String tokenizerName() {
    return texts.tokenizer.name();
  }

  /** Whether the other's prompts are made of the same texts, if the seed is the same. */
  boolean hasTextsOf(SyntheticPromptsBuilder other) {
    return texts.equals(other.texts);
  }

  /** As {@link #source()}, from prompts of the same texts and seed. */
  SyntheticPrompts sourceLike(SyntheticPrompts like) {
    return like.withLengths(inputTokens, outputTokens);
  }

  SyntheticPrompts source() {
    SyntheticPrompts prompts =
        SyntheticPrompts.of(
                texts.tokenizer.open(),
                inputTokens,
                outputTokens,
                seed,
                texts.corpus,
                texts.instruction)
            .with(texts.task, texts.filling);
    return texts.prefix == null ? prompts : prompts.withSharedPrefix(texts.prefix);
  }

  /**
   * Starts making prompts, ahead of need and off the event loops.
   *
   * @throws IllegalArgumentException if the tokenizer is not known
   * @throws io.github.gatlingllm.prompt.PromptException if such prompts cannot be made
   */
  @Override
  public Iterator<Map<String, Object>> get() {
    return PromptFeeder.open(seed(FeederSeeds.of(seed)).source(), null);
  }
}
