package io.github.gatlingllm.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenessHistogramTest {

  private final LatenessHistogram histogram = new LatenessHistogram();

  @Test
  void isZeroBeforeTheFirst() {
    assertThat(histogram.read()).isEqualTo(new EndpointCounters.Lateness(0, 0, 0));
  }

  @Test
  void percentilesAreRoundedUpToTheirStep() {
    for (int i = 1; i <= 100; i++) {
      histogram.record(i * 20_000L - 5_000);
    }
    assertThat(histogram.read())
        .isEqualTo(new EndpointCounters.Lateness(1_000_000, 1_980_000, 1_995_000));
  }

  @Test
  void beyondTheLastStepOnlyTheMaximumIsKnown() {
    histogram.record(3_000_000_000L);
    assertThat(histogram.read())
        .isEqualTo(new EndpointCounters.Lateness(3_000_000_000L, 3_000_000_000L, 3_000_000_000L));
  }
}
