package io.github.gatlingllm.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessorTicksTest {

  @Test
  void busyIsAllButIdleAndWaitingAndGuestsAreNotCountedTwice() {
    assertThat(ProcessorTicks.parse("cpu  100 1 20 300 40 2 3 34 55 66"))
        .isEqualTo(new ProcessorTicks(160, 34, 500));
  }

  @Test
  void anOldKernelHasFewerColumns() {
    assertThat(ProcessorTicks.parse("cpu 10 0 10 80")).isEqualTo(new ProcessorTicks(20, 0, 100));
  }

  @Test
  void anythingElseSaysNothing() {
    assertThat(ProcessorTicks.parse("")).isEqualTo(ProcessorTicks.NONE);
    assertThat(ProcessorTicks.parse("cpu0 1 2 3 4")).isEqualTo(ProcessorTicks.NONE);
  }

  @Test
  void ticksThatTheKernelTookBackAreNoNegativeTime() {
    assertThat(new ProcessorTicks(5, 1, 20).since(new ProcessorTicks(7, 0, 10)))
        .isEqualTo(new ProcessorTicks(0, 1, 10));
  }
}
