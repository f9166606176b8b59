package io.github.gatlingllm.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RunClockTest {

  private final AtomicLong time = new AtomicLong(-500);
  private final RunClock clock = RunClock.of(time::get, Instant.ofEpochSecond(10, 7));

  @Test
  void theAnchorTurnsInstantsIntoTimes() {
    time.set(1_500);

    assertThat(clock.nanos()).isEqualTo(1_500);
    assertThat(clock.toEpochNanos(1_500)).isEqualTo(10_000_002_007L);
    assertThat(clock.toEpochMillis(1_500)).isEqualTo(10_000);
    assertThat(clock.toInstant(1_500)).isEqualTo(Instant.ofEpochSecond(10, 2_007));
  }

  @Test
  void whatWasBeforeTheAnchorHasATimeToo() {
    RunClock atEpoch = RunClock.of(() -> 0, Instant.EPOCH);

    assertThat(atEpoch.toEpochMillis(-1)).isEqualTo(-1);
    assertThat(atEpoch.toInstant(-1)).isEqualTo(Instant.ofEpochSecond(0, -1));
  }

  @Test
  void theSystemsClockRunsOnItsOwnOrigin() {
    RunClock system = RunClock.start();
    long first = system.nanos();

    assertThat(system.nanos()).isGreaterThanOrEqualTo(first);
    assertThat(system.toInstant(first)).isAfter(Instant.EPOCH);
  }

  @Test
  void anInstantThatWasNotReachedIsMinusOneFromTheStart() {
    RequestInstants instants = new RequestInstants(5, 10, 30, RequestInstants.NEVER, 40);

    assertThat(instants.sinceStart(instants.written())).isEqualTo(20);
    assertThat(instants.sinceStart(instants.headers())).isEqualTo(-1);
  }
}
