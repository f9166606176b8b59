package io.github.gatlingllm.load;

import java.util.BitSet;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * The failures among the last so many requests that ended. May be told of them by any thread, at
 * the cost of a queue's node each, and never blocks one.
 *
 * <p>Exact: requests stand in one order, and each is judged together with those right before it. A
 * sum that threads change beside the window would not be: between the two changes it is too high or
 * too low. So what comes in is queued, and whoever finds nobody counting counts, for the others
 * too.
 */
final class ErrorWindow {

  private final StopRules.ErrorRate rule;
  private final IntConsumer whenExceeded;
  private final Queue<Boolean> arrived = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();

  // Of the thread that counts: handed on to the next one by the number of those that wait.
  private final BitSet failed;
  private int next;
  private int size;
  private int failures;

  /**
   * An empty window.
   *
   * @param whenExceeded told of the failures in the window, at each request with which they are too
   *     many
   */
  ErrorWindow(StopRules.ErrorRate rule, IntConsumer whenExceeded) {
    this.rule = rule;
    this.whenExceeded = whenExceeded;
    this.failed = new BitSet(rule.window());
  }

  /** A request ended. */
  void ended(boolean asFailure) {
    arrived.add(asFailure);
    if (waiting.getAndIncrement() == 0) {
      do {
        count(Boolean.TRUE.equals(arrived.poll()));
      } while (waiting.decrementAndGet() > 0);
    }
  }

  private void count(boolean asFailure) {
    failures += (asFailure ? 1 : 0) - (failed.get(next) ? 1 : 0);
    failed.set(next, asFailure);
    next = (next + 1) % rule.window();
    size = Math.min(size + 1, rule.window());
    // Divided, not multiplied: 29 of 100 are exactly 0.29, and 0.29 * 100 is less than 29.
    if (size >= rule.minRequests() && (double) failures / size > rule.limit()) {
      whenExceeded.accept(failures);
    }
  }

  /** How many requests are looked at now; for {@code whenExceeded} alone. */
  int size() {
    return size;
  }
}
