package io.github.gatlingllm.live;

import static io.github.gatlingllm.live.LiveRequests.OK;
import static io.github.gatlingllm.live.LiveRequests.ended;
import static io.github.gatlingllm.live.LiveRequests.millis;
import static io.github.gatlingllm.live.LiveRequests.ofLevel;
import static io.github.gatlingllm.live.LiveRequests.ok;
import static io.github.gatlingllm.live.LiveRequests.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.live.LiveFigures.Counts;
import io.github.gatlingllm.live.LiveFigures.Failure;
import io.github.gatlingllm.record.Metric;
import io.github.gatlingllm.record.Requests;
import io.github.gatlingllm.stream.StreamOutcome;
import org.junit.jupiter.api.Test;

class LiveStatisticsTest {

  private final LiveStatistics statistics = new LiveStatistics(0);

  private LiveFigures at(double millis) {
    return statistics.at(0, millis(millis));
  }

  private Percentiles window(LiveFigures figures, Metric metric) {
    return figures.latencies().get(metric).window();
  }

  private Percentiles run(LiveFigures figures, Metric metric) {
    return figures.latencies().get(metric).run();
  }

  @Test
  void nothingIsKnownAtFirst() {
    LiveFigures figures = at(100);

    assertThat(figures.run()).isEqualTo(Counts.NONE);
    assertThat(figures.window()).isEqualTo(Counts.NONE);
    assertThat(figures.errors()).isEmpty();
    assertThat(window(figures, Metric.TTFT)).isEqualTo(new Percentiles(0, 0, 0, 0));
    assertThat(figures.windowSeconds()).isEqualTo(0.1);
    assertThat(statistics.lastDoneNanos()).isEmpty();
  }

  @Test
  void requestsAreCountedWithTheirTokens() {
    statistics.add(ended(OK, 900, 50, 400, new Usage(100, 6, -1, -1)));
    statistics.add(ok(950, 60, 500));
    statistics.add(ended(refused(500, "broken"), 960, 60, 500));
    statistics.add(ended(new StreamOutcome.Cancelled("left"), 970, 60, 500));

    Counts counts = new Counts(4, 2, 1, 115, 12, 8);
    assertThat(at(1000).run()).isEqualTo(counts);
    assertThat(at(1000).window()).isEqualTo(counts);
    assertThat(statistics.lastDoneNanos()).hasValue(millis(970));
  }

  @Test
  void latenciesAreThoseOfTheSuccessful() {
    statistics.add(ok(500, 40, 400));
    statistics.add(ended(refused(500, "broken"), 600, 900, 950));

    LiveFigures figures = at(700);

    assertThat(window(figures, Metric.TTFT)).isEqualTo(new Percentiles(1, 40, 40, 40));
    assertThat(window(figures, Metric.ITL)).isEqualTo(new Percentiles(1, 10, 10, 10));
    assertThat(window(figures, Metric.E2E)).isEqualTo(new Percentiles(1, 400, 400, 400));
    assertThat(run(figures, Metric.E2E)).isEqualTo(new Percentiles(1, 400, 400, 400));
  }

  @Test
  void theWindowForgetsAndTheRunDoesNot() {
    for (int second = 0; second < 30; second++) {
      statistics.add(ok(second * 1000 + 500, 10 + second, 300));
    }

    LiveFigures figures = at(29_600);

    assertThat(figures.run().ended()).isEqualTo(30);
    assertThat(figures.window().ended()).isEqualTo(10);
    assertThat(figures.windowSeconds()).isEqualTo(9.6);
    assertThat(window(figures, Metric.TTFT).count()).isEqualTo(10);
    assertThat(window(figures, Metric.TTFT).p50()).isCloseTo(34, within(0.1));
    assertThat(run(figures, Metric.TTFT).count()).isEqualTo(30);
    assertThat(run(figures, Metric.TTFT).p99()).isCloseTo(39, within(0.1));
  }

  @Test
  void silenceEmptiesTheWindow() {
    statistics.add(ok(500, 40, 400));
    assertThat(window(at(600), Metric.TTFT).count()).isEqualTo(1);

    assertThat(at(9_999).window().ended()).isEqualTo(1);
    assertThat(at(10_000).window().ended()).isZero();
    assertThat(window(at(10_000), Metric.TTFT).count()).isZero();
    assertThat(run(at(10_000), Metric.TTFT).count()).isEqualTo(1);
  }

  @Test
  void whatComesFromBeforeTheWindowCountsForTheRunAlone() {
    statistics.add(ok(20_000, 40, 400));
    statistics.add(ok(9_000, 50, 400));

    assertThat(at(20_500).run().ended()).isEqualTo(2);
    assertThat(at(20_500).window().ended()).isEqualTo(1);
    assertThat(run(at(20_500), Metric.TTFT).count()).isEqualTo(2);
  }

  @Test
  void percentilesAreMadeOnceASecondAndWhenAsked() {
    statistics.add(ok(500, 40, 400));
    assertThat(run(at(600), Metric.TTFT).count()).isEqualTo(1);
    statistics.add(ok(700, 40, 400));

    assertThat(run(at(800), Metric.TTFT).count()).isEqualTo(1);
    statistics.refresh();
    assertThat(run(at(800), Metric.TTFT).count()).isEqualTo(2);
    statistics.add(ok(900, 40, 400));
    assertThat(run(at(1_000), Metric.TTFT).count()).isEqualTo(3);
  }

  @Test
  void theWindowBeginsNoEarlierThanTheLoad() {
    statistics.add(ok(5_500, 40, 400));

    assertThat(statistics.at(millis(5_000), millis(7_000)).windowSeconds()).isEqualTo(2);
    assertThat(statistics.at(millis(5_000), millis(20_000)).windowSeconds()).isEqualTo(9);
  }

  @Test
  void failuresAreByKindTheLastFirst() {
    statistics.add(ended(refused(500, "one"), 100, 10, 50));
    statistics.add(ended(refused(429, "slow down"), 200, 10, 50));
    statistics.add(Requests.turnedDown(ok(250, 10, 50)));
    statistics.add(ended(refused(500, "two"), 300, 10, 50));

    assertThat(at(400).errors())
        .containsExactly(
            new Failure("http_500", 2, "two"),
            new Failure("check", 1, "not what was asked for"),
            new Failure("http_429", 1, "slow down"));
    assertThat(at(400).run().failed()).isEqualTo(3);
  }

  @Test
  void neitherKindsNorMessagesGrowWithoutEnd() {
    for (int i = 0; i < 200; i++) {
      statistics.add(ended(refused(400 + i, "x".repeat(5_000)), 100, 10, 50));
    }

    assertThat(at(200).errors()).hasSize(LiveStatistics.MAX_KINDS + 1);
    assertThat(at(200).errors().get(0).kind()).isEqualTo("(other)");
    assertThat(at(200).errors().get(0).count()).isEqualTo(200 - LiveStatistics.MAX_KINDS);
    assertThat(at(200).errors()).allSatisfy(failure -> assertThat(failure.message()).hasSize(300));
  }

  @Test
  void latenciesOfTheRunAreThoseOfThePresentLevel() {
    statistics.add(ofLevel(0, ok(500, 40, 400)));
    statistics.add(ofLevel(1, ok(700, 80, 400)));
    statistics.add(ofLevel(0, ok(710, 40, 400)));

    assertThat(run(at(800), Metric.TTFT)).isEqualTo(new Percentiles(1, 80, 80, 80));
    assertThat(window(at(800), Metric.TTFT).count()).isEqualTo(3);
    assertThat(at(800).run().ended()).isEqualTo(3);
  }

  @Test
  void aLevelThatBeganInTheMiddleOfASecondKeepsItsOwn() {
    statistics.add(ofLevel(0, ok(500, 40, 400)));
    statistics.add(ofLevel(1, ok(700, 80, 400)));
    for (int second = 1; second < 30; second++) {
      statistics.add(ofLevel(1, ok(second * 1000 + 500, 80, 400)));
    }

    assertThat(run(at(29_600), Metric.TTFT)).isEqualTo(new Percentiles(30, 80, 80, 80));
    statistics.add(ofLevel(0, ok(29_700, 40, 400)));
    statistics.refresh();
    assertThat(run(at(29_800), Metric.TTFT)).isEqualTo(new Percentiles(30, 80, 80, 80));
  }

  @Test
  void ofTheSameInstantsAsTheClockHowGreatTheyMayBe() {
    LiveStatistics late = new LiveStatistics(Long.MAX_VALUE / 2);
    assertThat(late.at(Long.MAX_VALUE / 2, Long.MAX_VALUE / 2 + millis(500)).windowSeconds())
        .isEqualTo(0.5);
  }
}
