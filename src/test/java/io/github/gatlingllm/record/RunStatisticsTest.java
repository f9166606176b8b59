package io.github.gatlingllm.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.stream.StreamOutcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunStatisticsTest {

  private static RunStatistics of(List<RequestRecord> requests) {
    RunStatistics statistics = new RunStatistics();
    requests.forEach(statistics::add);
    return statistics;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theMergeOfThePartsIsTheWhole(long seed) {
    List<RequestRecord> requests = Requests.random(400, seed);
    RunStatistics merged = new RunStatistics();
    merged.add(of(requests.subList(0, 10)));
    merged.add(of(requests.subList(10, 250)));
    merged.add(new RunStatistics());
    merged.add(of(requests.subList(250, 400)));
    RunStatistics whole = of(requests);
    assertThat(merged.total()).isEqualTo(400);
    assertThat(List.of(merged.ok(), merged.failed(), merged.empty()))
        .isEqualTo(List.of(whole.ok(), whole.failed(), whole.empty()));
    assertThat(merged.errorCodes()).isEqualTo(whole.errorCodes());
    assertThat(merged.lastErrors()).isEqualTo(whole.lastErrors());
    assertThat(merged.outputTokensOfSuccessful()).isEqualTo(whole.outputTokensOfSuccessful());
    assertThat(merged.firstStartedNanos()).isEqualTo(whole.firstStartedNanos());
    assertThat(merged.lastDoneNanos()).isEqualTo(whole.lastDoneNanos());
    for (RunStatistics.Pooled metric : RunStatistics.Pooled.values()) {
      assertThat(merged.samples(metric).sorted()).isEqualTo(whole.samples(metric).sorted());
      assertSame(merged.moments(metric), whole.moments(metric));
    }
    for (Phase phase : Phase.values()) {
      assertSame(merged.phase(phase), whole.phase(phase));
    }
    assertSame(merged.pooled(), whole.pooled());
  }

  private static void assertSame(Moments one, Moments other) {
    assertThat(one.count()).isEqualTo(other.count());
    assertThat(one.min()).isEqualTo(other.min());
    assertThat(one.max()).isEqualTo(other.max());
    assertThat(one.mean()).isCloseTo(other.mean(), within(1e-9 * other.mean() + 1e-9));
    assertThat(one.standardDeviation())
        .isCloseTo(other.standardDeviation(), within(1e-7 * other.standardDeviation() + 1e-9));
  }

  private static void assertSame(PhaseStatistics one, PhaseStatistics other) {
    for (Metric metric : Metric.values()) {
      assertSame(one.successful(metric), other.successful(metric));
      assertSame(one.unsuccessful(metric), other.unsuccessful(metric));
    }
    assertSame(one.inputTokens(), other.inputTokens());
    assertSame(one.outputTokens(), other.outputTokens());
    assertSame(one.outputMilliTokensPerSecond(), other.outputMilliTokensPerSecond());
    assertSame(one.decodeMilliTokensPerSecond(), other.decodeMilliTokensPerSecond());
    assertThat(one.outcomes()).isEqualTo(other.outcomes());
    assertThat(one.finishReasons()).isEqualTo(other.finishReasons());
    assertThat(one.tokenCountSources()).isEqualTo(other.tokenCountSources());
    assertThat(counts(one)).isEqualTo(counts(other));
  }

  private static List<Long> counts(PhaseStatistics phase) {
    return List.of(
        phase.started(),
        phase.ok(),
        phase.failed(),
        phase.outputTokensOfAll(),
        phase.outputEvents(),
        phase.cachedTokens(),
        phase.reasoningTokens(),
        phase.tokensInWindow(),
        phase.resent());
  }

  private static void assertSame(Distribution one, Distribution other) {
    assertThat(one.histogram()).isEqualTo(other.histogram());
    assertSame(one.moments(), other.moments());
  }

  @Test
  void finishReasonsBeyondABoundAreCountedAsOne() {
    PhaseStatistics one = new PhaseStatistics();
    PhaseStatistics all = new PhaseStatistics();
    for (int i = 0; i < 100; i++) {
      one.add(Requests.finished("reason " + i));
    }
    one.add(Requests.finished("reason 0"));
    all.add(one);

    assertThat(all.finishReasons()).isEqualTo(one.finishReasons()).hasSize(65);
    assertThat(one.finishReasons()).containsEntry("(other)", 36L).containsEntry("reason 0", 2L);
  }

  @Test
  void latenciesOfTheFailedAreKeptApart() {
    RequestRecord failed = Requests.of(new StreamOutcome.Truncated("cut"), Usage.NONE, 900, 950);
    RequestRecord ok = Requests.of(Requests.OK, Usage.NONE, 100, 150, 250);
    RunStatistics statistics = of(List.of(failed, ok));
    PhaseStatistics steady = statistics.phase(Phase.STEADY);
    assertThat(steady.successful(Metric.TTFT).moments().max()).isEqualTo(100);
    assertThat(steady.unsuccessful(Metric.TTFT).moments().min()).isEqualTo(900);
    assertThat(steady.successful(Metric.ICL).count()).isEqualTo(2);
    assertThat(steady.unsuccessful(Metric.ICL).count()).isEqualTo(1);
    assertThat(statistics.samples(RunStatistics.Pooled.TTFT).sorted()).containsExactly(0.0001);
    assertThat(statistics.outputTokensOfSuccessful()).isEqualTo(3);
    assertThat(steady.outputTokensOfAll()).isEqualTo(5);
  }

  @Test
  void tokensCountForThePhaseInWhichTheyCame() {
    RunStatistics statistics = of(List.of(Requests.of(Requests.OK, Usage.NONE, 1, 2, 3)));
    assertThat(statistics.phase(Phase.STEADY).tokensInWindow()).isEqualTo(1);
    assertThat(statistics.phase(Phase.DRAIN).tokensInWindow()).isEqualTo(2);
    assertThat(statistics.phase(Phase.DRAIN).started()).isZero();
    assertThat(statistics.pooled().tokensInWindow()).isEqualTo(3);
  }

  @Test
  void errorCodesAreTheStatusElseTheOutcomeAndEmptyAnswersHaveNone() {
    RunStatistics statistics =
        of(Requests.OUTCOMES.stream().map(o -> Requests.of(o, Usage.NONE)).toList());
    String fault = Requests.OUTCOMES.get(1).kind();
    assertThat(statistics.errorCodes())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                fault,
                1L,
                "timeout_total",
                1L,
                "429",
                1L,
                "503",
                1L,
                "stream_error",
                1L,
                "truncated",
                1L,
                "malformed",
                1L,
                "content_filter",
                1L,
                "aborted",
                1L));
    assertThat(statistics.failed()).isEqualTo(9);
    assertThat(statistics.empty()).isEqualTo(1);
    assertThat(statistics.ok()).isEqualTo(1);
    assertThat(statistics.total()).isEqualTo(12);
    assertThat(statistics.lastErrors())
        .containsEntry("http_429", "HTTP 429: slow down")
        .containsEntry("empty", "finished without output")
        .doesNotContainKeys("ok", "cancelled");
  }
}
