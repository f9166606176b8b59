package io.github.gatlingllm.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.health.HealthSample.Pauses;
import org.junit.jupiter.api.Test;

class GcPausesTest {

  @Test
  void pausesAddUpAndTheLongestStays() {
    assertThat(new Pauses(2, 30, 20).plus(new Pauses(1, 5, 5))).isEqualTo(new Pauses(3, 35, 20));
  }

  @Test
  @SuppressWarnings("SystemGc") // It is what is to be seen.
  void theJvmTellsOfACollection() {
    try (GcPauses pauses = new GcPauses()) {
      System.gc();
      Pauses seen = pauses.take();
      // The JVM tells from a thread of its own, some time after.
      while (seen.count() == 0) {
        Thread.onSpinWait();
        seen = pauses.take();
      }
      assertThat(seen.maxMillis()).isLessThanOrEqualTo(seen.totalMillis());
    }
  }
}
