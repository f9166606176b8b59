package io.github.gatlingllm.metrics;

import static io.github.gatlingllm.timing.TokenTimeline.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.stream.StreamOutcome;
import io.github.gatlingllm.stream.StreamResult;
import io.github.gatlingllm.timing.RequestInstants;
import io.github.gatlingllm.timing.TokenTimeline;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The formulas of docs/metrics.md on timelines computed by hand. Unless a test says otherwise:
 * wanted at 900, started at 1000, sent at 1010, headers at 1050, done at 2000.
 */
class RequestMetricsTest {

  private static final RequestInstants INSTANTS = new RequestInstants(900, 1000, 1010, 1050, 2000);

  private static Usage output(int tokens) {
    return new Usage(10, tokens, Usage.UNKNOWN, Usage.UNKNOWN);
  }

  private static TokenTimeline timeline(long... nanos) {
    TokenTimeline timeline = new TokenTimeline();
    for (long instant : nanos) {
      timeline.append(instant, true, UNKNOWN);
    }
    return timeline;
  }

  private static RequestMetrics metrics(TokenTimeline timeline, Usage usage, boolean streamed) {
    return RequestMetrics.of(
        new StreamResult(
            new StreamOutcome.Ok(),
            INSTANTS,
            timeline,
            streamed,
            200,
            usage,
            "stop",
            "",
            false,
            1));
  }

  private static RequestMetrics streamed(TokenTimeline timeline, int outputTokens) {
    return metrics(timeline, output(outputTokens), true);
  }

  private static List<Long> itl(RequestMetrics metrics) {
    List<Long> samples = new ArrayList<>();
    metrics.forEachItl(
        (nanos, count) -> {
          for (int i = 0; i < count; i++) {
            samples.add(nanos);
          }
        });
    return samples;
  }

  private static List<Long> icl(RequestMetrics metrics) {
    List<Long> samples = new ArrayList<>();
    metrics.forEachIcl((nanos, count) -> samples.add(nanos * count));
    return samples;
  }

  @Test
  void aStreamOfOneTokenAnEvent() {
    RequestMetrics metrics = streamed(timeline(1300, 1400, 1600, 1900), 4);

    assertThat(metrics.ttftNanos()).isEqualTo(300);
    assertThat(metrics.ttfntNanos()).isEqualTo(300);
    assertThat(metrics.ttstNanos()).isEqualTo(100);
    assertThat(icl(metrics)).containsExactly(100L, 200L, 300L);
    assertThat(itl(metrics)).containsExactly(100L, 200L, 300L);
    assertThat(metrics.tpotNanos()).isEqualTo(200);
    assertThat(metrics.e2eNanos()).isEqualTo(1000);
    assertThat(metrics.lastTokenNanos()).isEqualTo(900);
    assertThat(metrics.longestStallNanos()).isEqualTo(300);
    assertThat(metrics.ttftFromScheduleNanos()).isEqualTo(400);
    assertThat(metrics.e2eFromScheduleNanos()).isEqualTo(1100);
    assertThat(metrics.connectNanos()).isEqualTo(10);
    assertThat(metrics.headersNanos()).isEqualTo(50);
    assertThat(metrics.outputTokensPerSecond()).isCloseTo(4e6, within(1e-6));
    assertThat(metrics.decodeTokensPerSecond()).isCloseTo(5e6, within(1e-6));
    assertThat(metrics.outputTokens()).isEqualTo(4);
    assertThat(metrics.tokenCountSource()).isEqualTo(TokenCountSource.USAGE);
    assertThat(metrics.events()).isEqualTo(4);
  }

  @Test
  void reasoningCountsForTheFirstTokenButIsNotVisible() {
    TokenTimeline timeline = new TokenTimeline();
    timeline.append(1200, false, UNKNOWN);
    timeline.append(1500, false, UNKNOWN);
    timeline.append(1700, true, UNKNOWN);
    RequestMetrics metrics = streamed(timeline, 3);

    assertThat(metrics.ttftNanos()).isEqualTo(200);
    assertThat(metrics.ttfntNanos()).isEqualTo(700);
    assertThat(metrics.ttstNanos()).isEqualTo(300);
  }

  @Test
  void anAnswerOfReasoningAloneHasNoVisibleToken() {
    TokenTimeline timeline = new TokenTimeline();
    timeline.append(1200, false, UNKNOWN);

    assertThat(streamed(timeline, 1).ttfntNanos()).isEqualTo(RequestMetrics.NONE);
  }

  /** Running counts 2, 3, 6: the events brought 2, 1 and 3 tokens. */
  @Test
  void tokensByEventFromTheRunningCount() {
    TokenTimeline timeline = new TokenTimeline();
    timeline.append(1300, true, 2);
    timeline.append(1400, true, 3);
    timeline.append(1700, true, 6);
    RequestMetrics metrics = streamed(timeline, 6);

    assertThat(icl(metrics)).containsExactly(100L, 300L);
    assertThat(itl(metrics)).containsExactly(100L, 100L, 100L, 100L);
    assertThat(metrics.tpotNanos()).isEqualTo(80); // 400 / 5
    assertThat(metrics.tokensOfEvent(0)).isEqualTo(2);
    assertThat(metrics.tokensOfEvent(2)).isEqualTo(3);
  }

  /** An event without a token of its own: its gap goes to the next that has one. */
  @Test
  void noTimeIsLostWhereAnEventBringsNoToken() {
    TokenTimeline timeline = new TokenTimeline();
    timeline.append(1300, true, 1);
    timeline.append(1400, true, 1);
    timeline.append(1700, true, 2);

    assertThat(itl(streamed(timeline, 2))).containsExactly(400L);
  }

  /** 6 tokens in 3 events without running count: two each. */
  @Test
  void tokensAreSpreadEvenlyWhereOnlyTheirSumIsKnown() {
    RequestMetrics metrics = streamed(timeline(1300, 1400, 1700), 6);

    assertThat(itl(metrics)).containsExactly(50L, 50L, 150L, 150L);
    assertThat(icl(metrics)).containsExactly(100L, 300L);
  }

  @Test
  void oneTokenHasNoTimePerOutputToken() {
    RequestMetrics metrics = streamed(timeline(1300), 1);

    assertThat(metrics.ttftNanos()).isEqualTo(300);
    assertThat(metrics.tpotNanos()).isEqualTo(RequestMetrics.NONE);
    assertThat(metrics.ttstNanos()).isEqualTo(RequestMetrics.NONE);
    assertThat(metrics.longestStallNanos()).isEqualTo(RequestMetrics.NONE);
    assertThat(metrics.decodeTokensPerSecond()).isNaN();
    assertThat(itl(metrics)).isEmpty();
    assertThat(icl(metrics)).isEmpty();
  }

  @Test
  void eventsOfOneReadHaveNoGap() {
    RequestMetrics metrics = streamed(timeline(1300, 1300, 1500), 3);

    assertThat(metrics.ttstNanos()).isZero();
    assertThat(icl(metrics)).containsExactly(0L, 200L);
    assertThat(metrics.tpotNanos()).isEqualTo(100);
  }

  @Test
  void withoutUsageTheEventsAreCounted() {
    RequestMetrics metrics = metrics(timeline(1300, 1400, 1500), Usage.NONE, true);

    assertThat(metrics.outputTokens()).isEqualTo(3);
    assertThat(metrics.tokenCountSource()).isEqualTo(TokenCountSource.EVENTS);
    assertThat(metrics.tpotNanos()).isEqualTo(100);
  }

  @Test
  void aCountOfZeroBesideOutputIsNone() {
    RequestMetrics metrics = streamed(timeline(1300, 1400), 0);

    assertThat(metrics.outputTokens()).isEqualTo(2);
    assertThat(metrics.tokenCountSource()).isEqualTo(TokenCountSource.EVENTS);
  }

  @Test
  void aCountOfZeroWithoutOutputIsOne() {
    RequestMetrics metrics = streamed(timeline(), 0);

    assertThat(metrics.outputTokens()).isZero();
    assertThat(metrics.tokenCountSource()).isEqualTo(TokenCountSource.USAGE);
    assertThat(metrics.outputTokensPerSecond()).isZero();
  }

  @Test
  void nothingAtAllHasNoSource() {
    RequestMetrics metrics = metrics(timeline(), Usage.NONE, true);

    assertThat(metrics.tokenCountSource()).isEqualTo(TokenCountSource.NONE);
    assertThat(metrics.hasTokenTiming()).isFalse();
    assertThat(metrics.ttftNanos()).isEqualTo(RequestMetrics.NONE);
    assertThat(metrics.lastTokenNanos()).isEqualTo(RequestMetrics.NONE);
    assertThat(metrics.e2eNanos()).isEqualTo(1000);
  }

  @Test
  void anAnswerThatIsNotStreamedHasNoTokenTiming() {
    RequestMetrics metrics = metrics(timeline(1900), output(50), false);

    assertThat(metrics.hasTokenTiming()).isFalse();
    assertThat(metrics.ttftNanos()).isEqualTo(RequestMetrics.NONE);
    assertThat(metrics.ttfntNanos()).isEqualTo(RequestMetrics.NONE);
    assertThat(metrics.tpotNanos()).isEqualTo(RequestMetrics.NONE);
    assertThat(metrics.ttftFromScheduleNanos()).isEqualTo(RequestMetrics.NONE);
    assertThat(metrics.e2eNanos()).isEqualTo(1000);
    assertThat(metrics.outputTokensPerSecond()).isCloseTo(50e6, within(1e-3));
  }

  @Test
  void anInstantThatWasNotReachedHasNoDuration() {
    RequestMetrics metrics =
        RequestMetrics.of(
            new StreamResult(
                new StreamOutcome.Aborted("over"),
                new RequestInstants(1000, 1000, RequestInstants.NEVER, RequestInstants.NEVER, 1500),
                timeline(),
                false,
                0,
                Usage.NONE,
                "",
                "",
                false,
                0));

    assertThat(metrics.connectNanos()).isEqualTo(RequestMetrics.NONE);
    assertThat(metrics.headersNanos()).isEqualTo(RequestMetrics.NONE);
    assertThat(metrics.e2eNanos()).isEqualTo(500);
  }

  /** With every token in an event of its own or not, ITL's mean over all tokens is TPOT. */
  @Test
  void theMeanOfItlIsTpotWhereTheFirstEventBringsOneToken() {
    TokenTimeline timeline = new TokenTimeline();
    timeline.append(1100, true, 1);
    timeline.append(1500, true, 3);
    timeline.append(1900, true, 4);
    RequestMetrics metrics = streamed(timeline, 5); // The fifth ended the text.

    assertThat(itl(metrics)).containsExactly(200L, 200L, 200L, 200L);
    assertThat(metrics.tpotNanos()).isEqualTo(200);
  }

  @Test
  void greatCountsDoNotOverflow() {
    RequestMetrics metrics = streamed(timeline(1300, 1500), Integer.MAX_VALUE);

    assertThat((long) metrics.tokensOfEvent(0) + metrics.tokensOfEvent(1))
        .isEqualTo(Integer.MAX_VALUE);
    assertThat(metrics.outputTokensPerSecond()).isPositive();
    assertThat(metrics.tpotNanos()).isZero();
  }
}
