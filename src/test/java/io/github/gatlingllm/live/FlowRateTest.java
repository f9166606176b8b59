package io.github.gatlingllm.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FlowRateTest {

  private final FlowRate flow = new FlowRate();

  private void look(double seconds, double total) {
    flow.look(Math.round(seconds * 1e9), total);
  }

  @Test
  void oneLookIsNoRate() {
    assertThat(flow.perSecond()).isZero();
    look(3, 100);
    assertThat(flow.perSecond()).isZero();
    look(3, 200);
    assertThat(flow.perSecond()).isZero();
  }

  @Test
  void theRateIsThatOfTheLastTenSeconds() {
    for (int tick = 0; tick <= 80; tick++) { // 100 a second, and from 10 s on 300.
      double seconds = tick / 4.0;
      look(seconds, seconds <= 10 ? 100 * seconds : 1000 + 300 * (seconds - 10));
    }

    assertThat(flow.perSecond()).isCloseTo(300, within(1e-6));
    look(25, 5500);
    assertThat(flow.perSecond()).isCloseTo(300, within(1e-6));
  }

  @Test
  void looksThatAreFarApartAreOverTheirWholeTime() {
    look(0, 0);
    look(30, 300);
    assertThat(flow.perSecond()).isCloseTo(10, within(1e-9));
    look(60, 1200);
    assertThat(flow.perSecond()).isCloseTo(30, within(1e-9));
  }

  @Test
  void aNumberThatFallsStandsStill() {
    look(0, 100);
    look(1, 80);
    assertThat(flow.perSecond()).isZero();
    look(2, 120);
    assertThat(flow.perSecond()).isCloseTo(10, within(1e-9));
  }

  @Test
  void looksAreBounded() {
    for (int i = 0; i <= 100_000; i++) {
      look(i / 100_000.0, i);
    }
    // The last 1024 of 100,000 a second say the same.
    assertThat(flow.perSecond()).isCloseTo(100_000, within(1e-3));
  }
}
