package io.github.gatlingllm.load;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Those who wait for a load to let more streams be open, first come first. Safe for use by any
 * thread; nobody blocks.
 */
final class HeldBack {

  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

  void await(Runnable later) {
    waiting.add(later);
  }

  /** Lets so many of those who wait ask again. */
  void wake(long count) {
    for (long i = 0; i < count; i++) {
      Runnable next = waiting.poll();
      if (next == null) {
        return;
      }
      next.run();
    }
  }

  void wakeAll() {
    wake(Long.MAX_VALUE);
  }
}
