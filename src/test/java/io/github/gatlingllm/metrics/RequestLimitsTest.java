package io.github.gatlingllm.metrics;

import static io.github.gatlingllm.metrics.LimitedMetric.E2E;
import static io.github.gatlingllm.metrics.LimitedMetric.LONGEST_STALL;
import static io.github.gatlingllm.metrics.LimitedMetric.TPOT;
import static io.github.gatlingllm.metrics.LimitedMetric.TTFNT;
import static io.github.gatlingllm.metrics.LimitedMetric.TTFT;
import static java.time.Duration.ofNanos;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.stream.StreamOutcome;
import io.github.gatlingllm.stream.StreamResult;
import io.github.gatlingllm.timing.RequestInstants;
import io.github.gatlingllm.timing.TokenTimeline;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which requests keep to their limits. */
class RequestLimitsTest {

  /** A request of 1000 ns. */
  private static RequestMetrics request(boolean streamed, boolean visible, long... events) {
    TokenTimeline timeline = new TokenTimeline();
    for (long nanos : events) {
      timeline.append(nanos, visible, TokenTimeline.UNKNOWN);
    }
    RequestInstants instants = new RequestInstants(0, 0, 10, 20, 1000);
    return RequestMetrics.of(
        new StreamResult(
            new StreamOutcome.Ok(),
            instants,
            timeline,
            streamed,
            200,
            Usage.NONE,
            "stop",
            "",
            false,
            1));
  }

  private static Set<LimitedMetric> missed(
      LimitedMetric metric, long limitNanos, RequestMetrics of) {
    return RequestLimits.NONE.with(metric, ofNanos(limitNanos)).missedBy(of);
  }

  private static void assertLimit(LimitedMetric metric, long nanos, RequestMetrics of) {
    assertThat(missed(metric, nanos, of)).isEmpty();
    assertThat(missed(metric, nanos - 1, of)).containsExactly(metric);
  }

  @Test
  void aRequestAtItsLimitMeetsIt() {
    RequestMetrics request = request(true, true, 100, 150, 500);

    assertLimit(TTFT, 100, request);
    assertLimit(TTFNT, 100, request);
    assertLimit(TPOT, 200, request);
    assertLimit(E2E, 1000, request);
    assertLimit(LONGEST_STALL, 350, request);
  }

  @Test
  void oneTokenHasNoTimeBetweenTokensToMiss() {
    RequestMetrics request = request(true, true, 100);

    assertThat(missed(TPOT, 1, request)).isEmpty();
    assertThat(missed(LONGEST_STALL, 1, request)).isEmpty();
    assertLimit(TTFT, 100, request);
  }

  @Test
  void ofAnAnswerNotStreamedTheFirstTokenComesAtItsEnd() {
    RequestMetrics request = request(false, true, 900);

    assertLimit(TTFT, 1000, request);
    assertLimit(TTFNT, 1000, request);
    assertLimit(E2E, 1000, request);
    assertThat(missed(TPOT, 1, request)).isEmpty();
    assertThat(missed(LONGEST_STALL, 1, request)).isEmpty();
  }

  @Test
  void whoThoughtAndNeverSpokeMissesTheLimitOnTheFirstVisibleToken() {
    assertThat(missed(TTFNT, 1_000_000, request(true, false, 100, 200))).containsExactly(TTFNT);
    assertLimit(TTFT, 100, request(true, false, 100, 200));
  }

  @Test
  void eachLimitIsHeldForItself() {
    RequestLimits limits =
        RequestLimits.NONE.with(TTFT, ofNanos(99)).with(TPOT, ofNanos(200)).with(E2E, ofNanos(999));

    assertThat(limits.missedBy(request(true, true, 100, 150, 500))).containsExactly(TTFT, E2E);
    assertThat(limits.isEmpty()).isFalse();
    assertThat(limits.with(TTFT, ofNanos(100)).byMetric())
        .hasSize(3)
        .containsEntry(TTFT, ofNanos(100));
  }

  @Test
  void withoutLimitsNothingIsMissed() {
    assertThat(RequestLimits.NONE.isEmpty()).isTrue();
    assertThat(RequestLimits.NONE.missedBy(request(true, true, 100))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aLimitThatNobodyCanMeetIsRefused(LimitedMetric metric) {
    assertThat(LimitedMetric.of(metric.key())).contains(metric);
    assertThatThrownBy(() -> RequestLimits.NONE.with(metric, Duration.ZERO))
        .hasMessageContaining(metric.key())
        .hasMessageContaining("accepted: above 0");
  }
}
