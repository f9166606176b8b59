package io.github.gatlingllm.record;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.metrics.LimitedMetric;
import io.github.gatlingllm.metrics.RequestLimits;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How many requests are good, and what the others missed. */
class GoodRequestsTest {

  private static final RequestLimits LIMITS =
      RequestLimits.NONE
          .with(LimitedMetric.TTFT, ofMillis(200))
          .with(LimitedMetric.TPOT, ofMillis(15));

  @Test
  void aRequestIsGoodOrNotPassedOrAboveALimit() {
    PhaseStatistics phase = new PhaseStatistics(LIMITS);
    phase.add(Requests.lasting(Requests.OK, 300, 200, 215)); // Good, at both limits.
    phase.add(Requests.lasting(Requests.OK, 300, 201, 203)); // TTFT.
    phase.add(Requests.lasting(Requests.OK, 300, 201, 217)); // Both.
    phase.add(Requests.turnedDown(Requests.lasting(Requests.OK, 300, 100, 105)));
    phase.add(Requests.lasting(Requests.OUTCOMES.get(3), 300)); // HTTP 429.

    GoodRequests good = phase.goodRequests();
    assertThat(phase.started()).isEqualTo(5);
    assertThat(good.good()).isEqualTo(1);
    assertThat(good.notPassed()).isEqualTo(2);
    assertThat(good.missed()).isEqualTo(Map.of(LimitedMetric.TTFT, 2L, LimitedMetric.TPOT, 1L));
    assertThat(good.limits()).isEqualTo(LIMITS);
  }

  @Test
  void withoutLimitsAllThatPassedAreGood() {
    PhaseStatistics phase = new PhaseStatistics();
    Requests.random(200, 3).forEach(phase::add);

    assertThat(phase.goodRequests().good()).isEqualTo(phase.ok());
    assertThat(phase.goodRequests().missed()).isEmpty();
  }

  @Test
  void mergingLosesNothing() {
    List<RequestRecord> requests = Requests.random(600, 5);
    RunStatistics all = new RunStatistics(LIMITS);
    RunStatistics one = new RunStatistics(LIMITS);
    RunStatistics other = new RunStatistics(LIMITS);
    requests.forEach(all::add);
    requests.subList(0, 200).forEach(one::add);
    requests.subList(200, 600).forEach(other::add);
    RunStatistics merged = new RunStatistics(LIMITS);
    merged.add(one);
    merged.add(other);

    assertSame(all.pooled().goodRequests(), merged.pooled().goodRequests());
    for (Phase phase : Phase.values()) {
      assertSame(all.phase(phase).goodRequests(), merged.phase(phase).goodRequests());
    }
    assertThat(all.pooled().goodRequests().good()).isBetween(1L, 599L);
  }

  private static void assertSame(GoodRequests one, GoodRequests other) {
    assertThat(other.good()).isEqualTo(one.good());
    assertThat(other.notPassed()).isEqualTo(one.notPassed());
    assertThat(other.missed()).isEqualTo(one.missed());
  }
}
