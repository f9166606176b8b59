package io.github.gatlingllm.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gatlingllm.timing.RequestInstants;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StartTimesTest {

  private final StartTimes times = new StartTimes();

  private static RequestInstants request(long scheduledMillis, long startedMillis) {
    long scheduled = TimeUnit.MILLISECONDS.toNanos(scheduledMillis);
    long started = TimeUnit.MILLISECONDS.toNanos(startedMillis);
    return new RequestInstants(
        scheduled, started, RequestInstants.NEVER, RequestInstants.NEVER, started + 1);
  }

  @Test
  void ratesAreThoseBetweenTheFirstAndTheLast() {
    times.add(request(2000, 3001));
    StartTimes others = new StartTimes();
    others.add(request(0, 1));
    others.add(request(1000, 1500));
    times.add(others);

    assertThat(times.askedPerSecond()).hasValue(1);
    assertThat(times.achievedPerSecond().orElseThrow()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(times.firstScheduledNanos()).hasValue(0);
    assertThat(times.lastScheduledNanos()).hasValue(2_000_000_000L);
  }

  @Test
  void whatWasNotScheduledDoesNotCount() {
    times.add(request(5, 5));
    times.add(request(9000, 9000));
    assertThat(times.askedPerSecond()).isEmpty();
    assertThat(times.achievedPerSecond()).isEmpty();
    assertThat(times.firstScheduledNanos()).isEmpty();
    assertThat(times.lastScheduledNanos()).isEmpty();
  }

  @Test
  void lessThanASecondHasNoRate() {
    times.add(request(0, 1));
    times.add(request(999, 1000));
    assertThat(times.askedPerSecond()).isEmpty();
    times.add(request(1000, 1001));
    assertThat(times.askedPerSecond()).hasValue(2);
  }
}
