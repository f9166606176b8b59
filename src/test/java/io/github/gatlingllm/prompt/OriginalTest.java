package io.github.gatlingllm.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OriginalTest {

  private final Original original = new Original();
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

    original.ended();
    assertThat(released).containsExactly("a", "b");
    assertThat(isAwaited("c")).isFalse();
    original.begun();
    original.ended();
    assertThat(released).containsExactly("a", "b");
  }

  @Test
  void ofSeveralUnderWayTheLastEndCounts() {
    original.begun();
    original.begun();
    assertThat(isAwaited("a")).isTrue();
    original.ended();
    assertThat(released).isEmpty();
    original.ended();
    assertThat(released).containsExactly("a");
  }
}
