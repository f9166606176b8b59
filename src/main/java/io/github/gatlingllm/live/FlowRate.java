package io.github.gatlingllm.live;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How fast a number grew in the last ten seconds, from looks at it. Looks may come at any times; a
 * number that falls, since two parts of it are not counted at the same instant, is taken to stand
 * still. Confined to one thread.
 */
final class FlowRate {

  private static final double NANOS_PER_SECOND = 1e9;

  /** More looks than anyone makes in the window: beyond it the oldest is dropped. */
  private static final int MAX_LOOKS = 1024;

  private final Deque<Look> looks = new ArrayDeque<>();

  private record Look(long nanos, double total) {}

  /** The number is so much at an instant, which is not before the last one's. */
  void look(long nowNanos, double total) {
    Look last = looks.peekLast();
    double grown = last == null ? total : Math.max(last.total(), total);
    looks.addLast(new Look(nowNanos, grown));
    forget(nowNanos - LiveStatistics.WINDOW_NANOS);
  }

  /** The first that is kept is the last one before the window: rates are over all of it. */
  private void forget(long windowNanos) {
    while (looks.size() > 2) {
      Look oldest = looks.removeFirst();
      Look next = looks.getFirst();
      if (next.nanos() > windowNanos && looks.size() < MAX_LOOKS) {
        looks.addFirst(oldest);
        return;
      }
    }
  }

  /** By how much it grew a second; 0 while there is only one look. */
  double perSecond() {
    Look first = looks.peekFirst();
    Look last = looks.peekLast();
    if (first == null || last == null || last.nanos() <= first.nanos()) {
      return 0;
    }
    return (last.total() - first.total()) / (last.nanos() - first.nanos()) * NANOS_PER_SECOND;
  }
}
