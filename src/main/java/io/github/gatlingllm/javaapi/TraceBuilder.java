package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.load.OpenLoad;
import io.github.gatlingllm.prompt.PromptException;
import io.github.gatlingllm.prompt.tokenizer.Tokenizers;
import io.github.gatlingllm.prompt.trace.Trace;
import io.github.gatlingllm.prompt.trace.TraceOptions;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A trace of requests that were made elsewhere. Immutable: every method returns a new one.
 *
 * <p>Its times are an open load ({@link #load()}) and its lengths are prompts ({@link #prompts()});
 * each goes without the other.
 */
public final class TraceBuilder {

  private final Path file;
  private final TraceOptions options;
  private final double speed;
  private final String tokenizer;
  private final long seed;

  private TraceBuilder(Path file, TraceOptions options, double speed, String tokenizer, long seed) {
    this.file = file;
    this.options = options;
    this.speed = speed;
    this.tokenizer = tokenizer;
    this.seed = seed;
  }

  static TraceBuilder of(Path file) {
    return new TraceBuilder(file, TraceOptions.ALL, 1, Tokenizers.DEFAULT_NAME, 0);
  }

  private TraceBuilder with(TraceOptions newOptions) {
    return new TraceBuilder(file, newOptions, speed, tokenizer, seed);
  }

  /** How many times as fast as it was, above 0; 1 unless told otherwise. */
  public TraceBuilder speed(double factor) {
    return new TraceBuilder(file, options, factor, tokenizer, seed);
  }

  /** Uses so many requests at most, 1 or more, from the first on. */
  public TraceBuilder limit(int requests) {
    return with(options.limited(requests));
  }

  /** Leaves out requests that are shorter or longer, in tokens. */
  public TraceBuilder inputTokens(int least, int most) {
    return with(options.with(options.lengths().input(least, most)));
  }

  /** Leaves out requests whose answers were shorter or longer, in tokens. */
  public TraceBuilder outputTokens(int least, int most) {
    return with(options.with(options.lengths().output(least, most)));
  }

  /** How many tokens each of its {@code hash_ids} stands for; 512 unless told otherwise. */
  public TraceBuilder blockTokens(int tokens) {
    return with(options.blocks(tokens));
  }

  /** What counts tokens: a vocabulary such as {@code cl100k_base}, or an OpenAI model's name. */
  public TraceBuilder tokenizer(String name) {
    return new TraceBuilder(file, options, speed, name, seed);
  }

  /** Which of all texts; 0 unless told otherwise. */
  public TraceBuilder seed(long newSeed) {
    return new TraceBuilder(file, options, speed, tokenizer, newSeed);
  }

  /**
   * Its times, as a load whose first request starts at once.
   *
   * @throws PromptException if the file cannot be used; one line for each fault
   * @throws IllegalArgumentException if the speed is not above 0
   */
  public OpenLoadBuilder load() {
    return OpenLoadBuilder.of(OpenLoad.replay(Trace.read(file, options).times(speed)));
  }

  /**
   * A feeder of prompts of its lengths, in its order: what {@link LlmDsl#syntheticPrompts()} feeds.
   * The file is read when the feeder is used.
   */
  public Supplier<Iterator<Map<String, Object>>> prompts() {
    return () -> {
      Trace trace = Trace.read(file, options);
      trace.notes().forEach(note -> System.err.println("Warning: " + note));
      return PromptFeeder.open(trace.prompts(Tokenizers.named(tokenizer), seed), null);
    };
  }
}
