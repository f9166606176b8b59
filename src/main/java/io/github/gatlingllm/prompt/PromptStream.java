package io.github.gatlingllm.prompt;

import io.github.gatlingllm.api.ContentPart;

/**
 * An endless source of prompts 0, 1, 2, … that are produced ahead of their use by background
 * threads.
 *
 * <p>Each {@link #next()} takes the oldest prompt and orders one more, so exactly the look-ahead is
 * ever in memory and nothing that was handed out is kept. Any number of threads may take; each
 * prompt goes to one of them, and the order of taking is the order of the indexes.
 *
 * <p>Long prompts are bounded by their characters too: while those that wait to be taken have
 * {@link #MAX_CHARS} or more, only a prompt that somebody waits for is begun.
 *
 * <p>The background threads are daemons: a stream that is not closed does not keep the process
 * alive.
 */
public final class PromptStream implements AutoCloseable {

  /** Prompts produced ahead where nothing else is said. */
  public static final int DEFAULT_LOOK_AHEAD = 256;

  /** The largest look-ahead, in prompts. */
  public static final int MAX_LOOK_AHEAD = 65_536;

  /** Characters of prompts ahead from which no more are begun: 16 to 32 MB. */
  public static final long MAX_CHARS = 1L << 24;

  /** The most background threads of one stream. */
  public static final int MAX_THREADS = 64;

  private final LookAhead<Prompt> ahead;

  private PromptStream(LookAhead<Prompt> ahead) {
    this.ahead = ahead;
  }

  /**
   * A stream with background threads for half of the machine's cores, since the other half sends,
   * and a look-ahead of {@link #DEFAULT_LOOK_AHEAD}.
   */
  public static PromptStream open(PromptSource source) {
    return open(source, DEFAULT_LOOK_AHEAD, defaultThreads());
  }

  /** Half of the machine's cores. */
  public static int defaultThreads() {
    int cores = Runtime.getRuntime().availableProcessors();
    return Math.min(MAX_THREADS, Math.max(1, cores / 2));
  }

  /**
   * A stream that begins to produce at once.
   *
   * @param lookAhead prompts produced ahead, 1 to {@link #MAX_LOOK_AHEAD}
   * @param threads background threads, 1 to {@link #MAX_THREADS}
   * @throws IllegalArgumentException if either is out of range
   */
  public static PromptStream open(PromptSource source, int lookAhead, int threads) {
    return new PromptStream(
        LookAhead.open(source::prompt, lookAhead, threads, PromptStream::chars));
  }

  private static long chars(Prompt prompt) {
    return prompt.messages().stream()
        .flatMap(message -> message.parts().stream())
        .mapToLong(PromptStream::chars)
        .sum();
  }

  private static long chars(ContentPart part) {
    if (part instanceof ContentPart.Text text) {
      return text.text().length();
    }
    return part instanceof ContentPart.Image image ? image.url().length() : 0;
  }

  /**
   * The next prompt; waits for it where the producers are behind.
   *
   * @throws PromptException if this prompt or an earlier one could not be produced, or if the
   *     calling thread is interrupted while it waits (its prompt is then lost)
   * @throws IllegalStateException if the stream is closed, be it during the wait
   */
  public Prompt next() {
    return ahead.next();
  }

  /** Stops the background threads and wakes whoever waits. May be called more than once. */
  @Override
  public void close() {
    ahead.close();
  }
}
