package io.github.gatlingllm.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunClockTest {

  private static final Instant ANCHOR = Instant.parse("2026-01-02T03:04:05.678901234Z");

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 1_000_000_000_000L, -9_000_000_000_000_000_000L})
  void epochTimesCountFromTheAnchorWhateverTheOriginOfTheNanos(long origin) {
    RunClock clock = RunClock.of(() -> origin, ANCHOR);
    assertThat(clock.nanos()).isEqualTo(origin);
    assertThat(clock.toInstant(origin)).isEqualTo(ANCHOR);
    assertThat(clock.toInstant(origin + 5)).isEqualTo(ANCHOR.plusNanos(5));
    assertThat(clock.toInstant(origin - 678_901_235)).isEqualTo(ANCHOR.minusNanos(678_901_235));
    assertThat(clock.toEpochMillis(origin)).isEqualTo(ANCHOR.toEpochMilli());
    assertThat(clock.toEpochNanos(origin + 7) - clock.toEpochNanos(origin)).isEqualTo(7);
  }

  @Test
  void nanosThatWrapAroundStillGiveTheRightTime() {
    RunClock clock = RunClock.of(() -> Long.MAX_VALUE, ANCHOR);
    assertThat(clock.toInstant(Long.MAX_VALUE + 10)).isEqualTo(ANCHOR.plusNanos(10));
  }

  @Test
  void timesBeforeTheEpochRoundDown() {
    RunClock clock = RunClock.of(() -> 0, Instant.EPOCH);
    assertThat(clock.toEpochMillis(-1)).isEqualTo(-1);
    assertThat(clock.toEpochMillis(-1_000_000)).isEqualTo(-1);
    assertThat(clock.toEpochMillis(-1_000_001)).isEqualTo(-2);
    assertThat(clock.toInstant(-1)).isEqualTo(Instant.EPOCH.minusNanos(1));
  }

  @Test
  void theAnchorIsReadOnceSoALaterStepOfTimeChangesNothing() {
    AtomicLong nanos = new AtomicLong(100);
    RunClock clock = RunClock.of(nanos::get, ANCHOR);
    nanos.set(200);
    assertThat(clock.nanos()).isEqualTo(200);
    assertThat(clock.toInstant(clock.nanos())).isEqualTo(ANCHOR.plusNanos(100));
  }

  @Test
  void theSystemsClockNeverRunsBackwards() {
    RunClock clock = RunClock.start();
    long first = clock.nanos();
    long second = clock.nanos();
    assertThat(second).isGreaterThanOrEqualTo(first);
    assertThat(clock.toInstant(second)).isAfterOrEqualTo(clock.toInstant(first));
  }

  @Test
  void tellsHowFarTheWallClockMovedAgainstIt() {
    java.util.concurrent.atomic.AtomicLong nanos = new java.util.concurrent.atomic.AtomicLong(5);
    RunClock clock =
        RunClock.of(nanos::get, Instant.ofEpochSecond(1), () -> 1_000_000_000L + 2 * nanos.get());
    nanos.set(105);

    assertThat(clock.wallDriftNanos()).isEqualTo(210 - 100);
  }
}
