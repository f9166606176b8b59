package io.github.gatlingllm.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequenceSlotsTest {

  private final Tally tally = new Tally();
  private final SequenceSlots slots =
      new SequenceSlots(EndpointLimits.defaults().withParallelSequences(2).withQueued(2), tally);
  private final List<String> grants = new ArrayList<>();

  private SequenceSlots.Sequence sequence(String name) {
    // A class, not a lambda: one without captures would be the same object each time.
    return new SequenceSlots.Sequence() {
      @Override
      public void granted(long freeNanos) {
        grants.add(name + "@" + freeNanos);
      }
    };
  }

  @Test
  void grantsInOrderAndRefusesAtTheBound() {
    SequenceSlots.Sequence a = sequence("a");
    SequenceSlots.Sequence b = sequence("b");
    assertThat(slots.offer(a, 1)).isTrue();
    assertThat(slots.offer(b, 2)).isTrue();
    assertThat(slots.offer(sequence("c"), 3)).isTrue();
    assertThat(slots.offer(sequence("d"), 4)).isTrue();
    assertThat(slots.offer(sequence("e"), 5)).isFalse();
    assertThat(grants).containsExactly("a@1", "b@2");
    assertThat(slots.active()).isEqualTo(2);
    assertThat(tally.read().queued()).isEqualTo(2);

    slots.leave(b, 10);
    slots.leave(a, 11);

    assertThat(grants).containsExactly("a@1", "b@2", "c@10", "d@11");
    assertThat(tally.read().peakActive()).isEqualTo(2);
    assertThat(tally.read().queued()).isZero();
  }

  @Test
  void whoLeavesTheQueueIsNeverGranted() {
    SequenceSlots.Sequence a = sequence("a");
    SequenceSlots.Sequence c = sequence("c");
    assertThat(slots.offer(a, 1)).isTrue();
    assertThat(slots.offer(sequence("b"), 2)).isTrue();
    assertThat(slots.offer(c, 3)).isTrue();
    slots.leave(c, 4);
    slots.leave(a, 5);

    assertThat(grants).containsExactly("a@1", "b@2");
    assertThat(tally.read().active()).isOne();
  }
}
