package io.github.gatlingllm.prompt;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * An endless row of things 0, 1, 2, …, prompts or conversations, that are produced ahead of their
 * use by background threads.
 *
 * <p>Each {@link #next()} takes the oldest one and orders one more, so exactly the look-ahead is
 * ever in memory and nothing that was handed out is kept. Any number of threads may take; each one
 * goes to one of them, and the order of taking is the order of the indexes.
 *
 * <p>The background threads are daemons: a stream that is not closed does not keep the process
 * alive.
 *
 * @param <T> what is produced
 */
public final class LookAhead<T> implements AutoCloseable {

  private final LongFunction<T> source;
  private final ToLongFunction<T> chars;
  private final ExecutorService producers;

  // All below: guarded by this.
  private final Queue<Future<T>> ahead;
  private long ordered;
  private long taken;
  private long charsAhead;
  private boolean closed;
  private @Nullable PromptException failure;

  private LookAhead(LongFunction<T> source, int lookAhead, int threads, ToLongFunction<T> chars) {
    this.source = source;
    this.chars = chars;
    this.ahead = new ArrayDeque<>(lookAhead);
    this.producers = Executors.newFixedThreadPool(threads, LookAhead::daemon);
  }

  /**
   * One that begins to produce at once.
   *
   * @param source what is produced of an index
   * @param lookAhead how many are produced ahead, 1 to {@link PromptStream#MAX_LOOK_AHEAD}
   * @param threads background threads, 1 to {@link PromptStream#MAX_THREADS}
   * @param chars how many characters one has: from {@link PromptStream#MAX_CHARS} of them ahead on
   *     no more are begun
   * @throws IllegalArgumentException if either is out of range
   */
  public static <T> LookAhead<T> open(
      LongFunction<T> source, int lookAhead, int threads, ToLongFunction<T> chars) {
    checkRange("look-ahead", lookAhead, PromptStream.MAX_LOOK_AHEAD);
    checkRange("threads", threads, PromptStream.MAX_THREADS);
    LookAhead<T> stream = new LookAhead<>(source, lookAhead, threads, chars);
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

  private T made(long index) throws InterruptedException {
    awaitRoom(index);
    T made = source.apply(index);
    addAhead(chars.applyAsLong(made));
    return made;
  }

  /** One that somebody waits for has room always, else both would wait for each other. */
  private synchronized void awaitRoom(long index) throws InterruptedException {
    while (charsAhead >= PromptStream.MAX_CHARS && index >= taken) {
      wait();
    }
  }

  private synchronized void addAhead(long more) {
    charsAhead += more;
    if (more < 0) {
      notifyAll();
    }
  }

  /**
   * The next one; waits for it where the producers are behind.
   *
   * @throws PromptException if this one or an earlier one could not be produced, or if the calling
   *     thread is interrupted while it waits (its prompt is then lost)
   * @throws IllegalStateException if the stream is closed, be it during the wait
   */
  public T next() {
    Future<T> oldest = take();
    try {
      T made = oldest.get();
      addAhead(-chars.applyAsLong(made));
      return made;
    } catch (ExecutionException e) {
      throw failed(e.getCause() == null ? e : e.getCause());
    } catch (CancellationException e) {
      throw new IllegalStateException("the prompt stream is closed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PromptException("interrupted while waiting for a prompt", e);
    }
  }

  private synchronized Future<T> take() {
    if (closed) {
      throw new IllegalStateException("the prompt stream is closed");
    }
    if (failure != null) {
      throw again(failure);
    }
    Future<T> oldest = ahead.remove();
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
