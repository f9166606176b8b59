package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.prompt.BatchPrompts;
import io.github.gatlingllm.prompt.PromptException;
import io.github.gatlingllm.prompt.dataset.DatasetFormat;
import io.github.gatlingllm.prompt.dataset.DatasetOptions;
import io.github.gatlingllm.prompt.dataset.DatasetPrompts;
import io.github.gatlingllm.prompt.dataset.PictureOptions;
import io.github.gatlingllm.prompt.dataset.PicturePrompts;
import io.github.gatlingllm.prompt.tokenizer.Tokenizers;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A feeder of the prompts of a file. Immutable: every method returns a new one.
 *
 * <p>Feeds {@code prompt} (the last message's text), {@code inputTokens} and {@code outputTokens},
 * and the whole prompt for {@code llm(…).fedPrompt()}: all messages, pictures, tools and further
 * keys of the body. After the last record the first comes again.
 */
public final class DatasetBuilder implements Supplier<Iterator<Map<String, Object>>> {

  private final Path file;
  private final DatasetOptions options;
  private final String tokenizer;

  private DatasetBuilder(Path file, DatasetOptions options, String tokenizer) {
    this.file = file;
    this.options = options;
    this.tokenizer = tokenizer;
  }

  static DatasetBuilder of(Path file) {
    return new DatasetBuilder(file, DatasetOptions.ALL, Tokenizers.DEFAULT_NAME);
  }

  private DatasetBuilder with(DatasetOptions newOptions) {
    return new DatasetBuilder(file, newOptions, tokenizer);
  }

  /**
   * How the file is read: {@code jsonl}, {@code json}, {@code csv} or {@code text}; by its name and
   * its first character unless told otherwise.
   *
   * @throws IllegalArgumentException if there is no such format
   */
  public DatasetBuilder format(String name) {
    return with(
        options.with(
            DatasetFormat.named(name)
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "the format \"" + name + "\" is not " + DatasetFormat.NAMES))));
  }

  /** Uses its records in a random order; the same seed, the same order. */
  public DatasetBuilder shuffle(long seed) {
    return with(options.shuffled(seed));
  }

  /** Uses so many records at most, 1 or more: the first in the order of use. */
  public DatasetBuilder limit(int records) {
    return with(options.limited(records));
  }

  /** Leaves out prompts that are shorter or longer, in tokens. */
  public DatasetBuilder inputTokens(int least, int most) {
    return with(options.with(options.lengths().input(least, most)));
  }

  /** Leaves out what asks for shorter or longer answers, in tokens. */
  public DatasetBuilder outputTokens(int least, int most) {
    return with(options.with(options.lengths().output(least, most)));
  }

  /** What counts tokens: a vocabulary such as {@code cl100k_base}, or an OpenAI model's name. */
  public DatasetBuilder tokenizer(String name) {
    return new DatasetBuilder(file, options, name);
  }

  /**
   * Checks the file, and starts reading prompts, ahead of need and off the event loops. What is to
   * be known of the file is printed.
   *
   * @throws IllegalArgumentException if the tokenizer is not known
   * @throws PromptException if the file cannot be used; one line for each fault
   */
  @Override
  public Iterator<Map<String, Object>> get() {
    return PromptFeeder.openLarge(noted(), null);
  }

  /** The same records as conversations, with all their turns, and not the one request of each. */
  public DatasetConversationsBuilder conversations() {
    return DatasetConversationsBuilder.of(this);
  }

  /**
   * The same records as inputs to be embedded: {@code inputs}, so many of them as a list; all that
   * is said in one is one text. {@code llm(…).fedPrompt()} sends them.
   *
   * @param inputs how many a request has, 1 to 2048
   * @throws IllegalArgumentException if that is out of range
   */
  public Supplier<Iterator<Map<String, Object>>> batch(int inputs) {
    BatchPrompts.check(inputs);
    return () -> PromptFeeder.openBatches(BatchPrompts.of(noted(), inputs), null);
  }

  DatasetPrompts open() {
    return DatasetPrompts.open(file, options, Tokenizers.named(tokenizer));
  }

  private DatasetPrompts noted() {
    DatasetPrompts prompts = open();
    prompts.notes().forEach(note -> System.err.println("Warning: " + note));
    return prompts;
  }

  /**
   * The same feeder, with made-up pictures behind the text of each prompt: no two alike, as PNG.
   *
   * @param count how many, 1 to 16
   * @param width in pixels, 1 to 4096
   * @param height in pixels, 1 to 4096
   * @throws IllegalArgumentException if one is out of range
   */
  public Supplier<Iterator<Map<String, Object>>> images(int count, int width, int height) {
    PictureOptions pictures = new PictureOptions(count, width, height, "png");
    return () -> PromptFeeder.openLarge(new PicturePrompts(noted(), pictures, 0), null);
  }
}
