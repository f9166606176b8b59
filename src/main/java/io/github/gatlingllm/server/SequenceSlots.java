package io.github.gatlingllm.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * The slots of sequences generated at once, and the queue before them: first come, first served,
 * both bounded. Confined to the event loop.
 */
final class SequenceSlots {

  /** What takes a slot: each sequence is equal to itself alone. */
  interface Sequence {

    /** A slot is taken; it was free at {@code freeNanos}, which is not after now. */
    void granted(long freeNanos);
  }

  private final int maxActive;
  private final int maxQueued;
  private final Tally tally;
  private final Set<Sequence> active = new HashSet<>();
  private final Deque<Sequence> queue = new ArrayDeque<>();

  SequenceSlots(EndpointLimits limits, Tally tally) {
    this.maxActive = limits.parallelSequences();
    this.maxQueued = limits.queued();
    this.tally = tally;
  }

  /** Streams being served. */
  int active() {
    return active.size();
  }

  /**
   * Gives the sequence a slot, or a place in the queue.
   *
   * @param nanos when it came
   * @return false where both are full, and then nothing has happened
   */
  boolean offer(Sequence sequence, long nanos) {
    if (active.size() < maxActive) {
      active.add(sequence);
      publish();
      sequence.granted(nanos);
      return true;
    }
    if (queue.size() >= maxQueued) {
      return false;
    }
    queue.addLast(sequence);
    publish();
    return true;
  }

  /**
   * Takes the sequence out of its slot or the queue; a free slot goes to the first in the queue.
   *
   * @param nanos when it left
   */
  void leave(Sequence sequence, long nanos) {
    if (!active.remove(sequence)) {
      queue.remove(sequence);
      publish();
      return;
    }
    Sequence next = queue.pollFirst();
    if (next != null) {
      active.add(next);
    }
    publish();
    if (next != null) {
      next.granted(nanos);
    }
  }

  private void publish() {
    tally.occupancy(active.size(), queue.size());
  }
}
