package io.github.gatlingllm.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoopLagProbeTest {

  private static final double MILLI = 1e6;

  private final ManualLoop loop = new ManualLoop();
  private final LoopLagProbe probe = new LoopLagProbe(loop.clock(), loop);

  @BeforeEach
  void start() {
    probe.start();
  }

  @Test
  void aLoopThatIsOnTimeHasNoLag() {
    loop.pass(1000);

    Histogram lag = probe.drain();
    assertThat(lag.getTotalCount()).isEqualTo(100);
    assertThat(lag.getMaxValue()).isZero();
  }

  @Test
  void aLoopThatStandsStillIsLateForEachProbeThatWouldHaveRun() {
    loop.block(60);

    Histogram lag = probe.drain();
    // Due after 10 ms: late by 50, and those due at 20, 30, 40 and 50 by 40, 30, 20 and 10.
    assertThat(lag.getTotalCount()).isEqualTo(5);
    assertThat(lag.getMaxValue() / MILLI).isBetween(49.5, 50.5);
    assertThat(lag.getMinNonZeroValue() / MILLI).isBetween(9.9, 10.1);
  }

  @Test
  void whatWasDrainedIsNotSeenAgain() {
    loop.block(60);
    probe.drain();
    loop.pass(100);

    assertThat(probe.drain().getMaxValue()).isZero();
  }

  @Test
  void oneThatWasStoppedDoesNotGoOn() {
    probe.stop();
    loop.pass(100);

    assertThat(probe.drain().getTotalCount()).isZero();
    assertThat(loop.isIdle()).isTrue();
  }
}
