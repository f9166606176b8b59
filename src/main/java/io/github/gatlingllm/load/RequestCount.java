package io.github.gatlingllm.load;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * How many requests of a load have started and ended, of those that it may start. Exact under any
 * number of threads.
 */
final class RequestCount {

  /** In place of the number of a request that is not to start. */
  static final long NONE_TAKEN = -1;

  private final long most;
  private final AtomicLong started = new AtomicLong();
  private final AtomicLong ended = new AtomicLong();
  private final AtomicReference<@Nullable Runnable> whenSpent = new AtomicReference<>();

  RequestCount(long most) {
    this.most = most;
  }

  /**
   * Takes the number of one more request, from 0.
   *
   * @param hasRoom whether one may start when so many have; may be asked more than once
   * @return {@link #NONE_TAKEN} if none is left, or there is no room
   */
  long take(LongPredicate hasRoom) {
    while (true) {
      long number = started.get();
      if (number >= most || !hasRoom.test(number)) {
        return NONE_TAKEN;
      }
      if (started.compareAndSet(number, number + 1)) {
        return number;
      }
    }
  }

  boolean isLast(long number) {
    return number == most - 1;
  }

  /** What to do, once, when all of them have ended; by the thread of the last one. */
  void whenSpent(Runnable action) {
    whenSpent.set(action);
  }

  void end() {
    // Counted rather than read off what is open: that falls to 0 also between two requests.
    if (ended.incrementAndGet() == most) {
      Runnable action = whenSpent.getAndSet(null);
      if (action != null) {
        action.run();
      }
    }
  }

  /** Whether all of them have started. */
  boolean isSpent() {
    return started.get() >= most;
  }

  /** Whether none is open. */
  boolean isIdle() {
    // In this order: a request that starts in between is seen as open, never missed.
    long over = ended.get();
    return over == started.get();
  }

  long started() {
    return started.get();
  }

  long ended() {
    return ended.get();
  }
}
