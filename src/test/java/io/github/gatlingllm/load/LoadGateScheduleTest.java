package io.github.gatlingllm.load;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A gate whose requests are scheduled: what counts is when they were to start. */
class LoadGateScheduleTest {

  private static final OpenLoad WHOLE =
      OpenLoad.poisson(2).rampUp(ofSeconds(10)).steady(ofSeconds(20)).rampDown(ofSeconds(5));

  private static long seconds(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  @Test
  void theTimeBeginsWithTheScheduleAndNotWithItsFirstRequest() {
    LoadGate gate = LoadGate.of(WHOLE);
    gate.begin(seconds(300));
    gate.begin(seconds(100)); // Better known.
    assertThat(gate.hasStarted()).isTrue();
    assertThat(gate.hasStartedAt(seconds(100) - 1)).isFalse();
    assertThat(gate.hasStartedAt(seconds(100))).isTrue();
    assertThat(gate.endNanos()).hasValue(seconds(135));
    assertThat(gate.tryStart(seconds(109)).orElseThrow().phase()).isEqualTo(Phase.RAMP_UP);
    gate.begin(seconds(200)); // Too late: there was a request.
    assertThat(gate.tryStart(seconds(110)).orElseThrow().phase()).isEqualTo(Phase.STEADY);
    assertThat(gate.tryStart(seconds(134)).orElseThrow().phase()).isEqualTo(Phase.RAMP_DOWN);
    assertThat(gate.tryStart(seconds(135))).isEmpty();
    assertThat(gate.window(Phase.RAMP_UP, seconds(200)))
        .contains(new LoadGate.Window(seconds(100), seconds(110)));
  }

  @Test
  void theLastOneScheduledClosesItWhicheverAsksLast() {
    LoadGate gate = LoadGate.of(OpenLoad.poisson(2).maxRequests(3));
    gate.begin(0);
    gate.tryStart(seconds(1)).orElseThrow();
    gate.tryStart(seconds(3)).orElseThrow();
    gate.tryStart(seconds(2)).orElseThrow();
    assertThat(gate.tryStart(seconds(2))).isEmpty();
    assertThat(gate.phaseOf(seconds(3))).isEqualTo(Phase.STEADY);
    assertThat(gate.phaseOf(seconds(3) + 1)).isEqualTo(Phase.DRAIN);
    assertThat(gate.window(Phase.DRAIN, seconds(9)))
        .contains(new LoadGate.Window(seconds(3), seconds(9)));
  }

  @Test
  void itAsksForNoNumberOfStreams() {
    LoadGate gate = LoadGate.of(WHOLE);
    gate.begin(0);
    assertThat(gate.isClosed()).isFalse();
    assertThat(gate.targetAt(seconds(15))).isZero();
    assertThat(LoadGate.of(ClosedLoad.of(1).maxRequests(1)).isClosed()).isTrue();
    assertThat(LoadGate.open().isClosed()).isFalse();
  }
}
