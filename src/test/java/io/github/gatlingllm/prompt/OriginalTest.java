package io.github.gatlingllm.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OriginalTest {

  private final Original original = new Original(PromptReuse.NONE);
  private final List<String> released = new ArrayList<>();

  private boolean isAwaited(String name) {
    return original.isAwaited(() -> released.add(name));
  }

  @Test
  void whatHasNotBegunIsNotWaitedFor() {
    assertThat(isAwaited("a")).isFalse();
    assertThat(released).isEmpty();
  }

  @Test
  void allWhoWaitAreToldOnceAtTheEnd() {
    original.begun();
    assertThat(isAwaited("a")).isTrue();
    assertThat(isAwaited("b")).isTrue();
    assertThat(released).isEmpty();

    original.ended(true);
    assertThat(released).containsExactly("a", "b");
    assertThat(isAwaited("c")).isFalse();
    original.begun();
    original.ended(true);
    assertThat(released).containsExactly("a", "b");
  }

  @Test
  void ofSeveralUnderWayTheLastEndCounts() {
    original.begun();
    original.begun();
    assertThat(isAwaited("a")).isTrue();
    original.ended(true);
    assertThat(released).isEmpty();
    original.ended(true);
    assertThat(released).containsExactly("a");
  }

  @Test
  void aRepetitionIsOneOnlyOfWhatWasAnswered() {
    PromptReuse inGroup = new PromptReuse(false, 30, 2);
    PromptReuse again = new PromptReuse(true, 100, 2);
    Original held = new Original(inGroup);

    assertThat(held.reuse(again, 100)).isEqualTo(inGroup);
    held.begun();
    held.ended(false);
    assertThat(held.reuse(again, 100)).isEqualTo(inGroup);
    assertThat(held.reuse(inGroup, 100)).isEqualTo(inGroup);
    held.begun();
    held.ended(true);
    assertThat(held.reuse(again, 100)).isEqualTo(again);
    // What was to be the first comes after its repetition.
    assertThat(held.reuse(inGroup, 100)).isEqualTo(again);
  }
}
