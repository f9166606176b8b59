package io.github.gatlingllm.prompt;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

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

  private final PromptSource source;
  private final ExecutorService producers;

  // All below: guarded by this.
  private final Queue<Future<Prompt>> ahead;
  private long ordered;
  private long taken;
  private long charsAhead;
  private boolean closed;
  private @Nullable PromptException failure;

  private PromptStream(PromptSource source, int lookAhead, int threads) {
    this.source = source;
    this.ahead = new ArrayDeque<>(lookAhead);
    this.producers = Executors.newFixedThreadPool(threads, PromptStream::daemon);
  }

  /**
   * A stream with background threads for half of the machine's cores, since the other half sends,
   * and a look-ahead of {@link #DEFAULT_LOOK_AHEAD}.
   */
  public static PromptStream open(PromptSource source) {
    int cores = Runtime.getRuntime().availableProcessors();
    return open(source, DEFAULT_LOOK_AHEAD, Math.min(MAX_THREADS, Math.max(1, cores / 2)));
  }

  /**
   * A stream that begins to produce at once.
   *
   * @param lookAhead prompts produced ahead, 1 to {@link #MAX_LOOK_AHEAD}
   * @param threads background threads, 1 to {@link #MAX_THREADS}
   * @throws IllegalArgumentException if either is out of range
   */
  public static PromptStream open(PromptSource source, int lookAhead, int threads) {
    checkRange("look-ahead", lookAhead, MAX_LOOK_AHEAD);
    checkRange("threads", threads, MAX_THREADS);
    PromptStream stream = new PromptStream(source, lookAhead, threads);
    stream.orderFirst(lookAhead);
    return stream;
  }

  private static void checkRange(String name, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(name + " must be 1 to " + max + ", but is " + value);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "llm-prompts");
    thread.setDaemon(true);
    return thread;
  }

  private synchronized void orderFirst(int count) {
    for (int i = 0; i < count; i++) {
      order();
    }
  }

  /** Called with the lock held, so that the queue's order is the order of the indexes. */
  private void order() {
    long index = ordered++;
    ahead.add(producers.submit(() -> made(index)));
  }

  private Prompt made(long index) throws InterruptedException {
    awaitRoom(index);
    Prompt prompt = source.prompt(index);
    addAhead(chars(prompt));
    return prompt;
  }

  /** A prompt that somebody waits for has room always, else both would wait for each other. */
  private synchronized void awaitRoom(long index) throws InterruptedException {
    while (charsAhead >= MAX_CHARS && index >= taken) {
      wait();
    }
  }

  private synchronized void addAhead(long chars) {
    charsAhead += chars;
    if (chars < 0) {
      notifyAll();
    }
  }

  private static long chars(Prompt prompt) {
    return prompt.messages().stream().mapToLong(message -> message.text().length()).sum();
  }

  /**
   * The next prompt; waits for it where the producers are behind.
   *
   * @throws PromptException if this prompt or an earlier one could not be produced, or if the
   *     calling thread is interrupted while it waits (its prompt is then lost)
   * @throws IllegalStateException if the stream is closed, be it during the wait
   */
  public Prompt next() {
    Future<Prompt> oldest = take();
    try {
      Prompt prompt = oldest.get();
      addAhead(-chars(prompt));
      return prompt;
    } catch (ExecutionException e) {
      throw failed(e.getCause() == null ? e : e.getCause());
    } catch (CancellationException e) {
      throw new IllegalStateException("the prompt stream is closed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PromptException("interrupted while waiting for a prompt", e);
    }
  }

  private synchronized Future<Prompt> take() {
    if (closed) {
      throw new IllegalStateException("the prompt stream is closed");
    }
    if (failure != null) {
      throw again(failure);
    }
    Future<Prompt> oldest = ahead.remove();
    taken++;
    notifyAll();
    order();
    return oldest;
  }

  /**
   * Remembers the first failure: a stream with a hole in it would not be the run that was asked.
   */
  private synchronized PromptException failed(Throwable cause) {
    PromptException thrown =
        new PromptException("a prompt could not be produced: " + cause.getMessage(), cause);
    if (failure == null) {
      failure = thrown;
    }
    return thrown;
  }

  /** A new exception for each caller, because a shared one would show another thread's stack. */
  private static PromptException again(PromptException failure) {
    return new PromptException(String.valueOf(failure.getMessage()), failure);
  }

  /** Stops the background threads and wakes whoever waits. May be called more than once. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      ahead.clear();
    }
    // What never ran would never complete either: its taker may be waiting for it.
    for (Runnable waiting : producers.shutdownNow()) {
      ((Future<?>) waiting).cancel(false);
    }
  }
}
