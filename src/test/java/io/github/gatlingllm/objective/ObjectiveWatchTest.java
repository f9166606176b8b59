package io.github.gatlingllm.objective;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.metrics.LimitedMetric;
import io.github.gatlingllm.metrics.RequestLimits;
import io.github.gatlingllm.record.RequestRecord;
import io.github.gatlingllm.record.Requests;
import io.github.gatlingllm.record.RunStatistics;
import io.github.gatlingllm.stream.StreamOutcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a run is told that an objective is missed beyond hope. */
class ObjectiveWatchTest {

  private static final int THREADS = 8;
  private static final StreamOutcome OK = new StreamOutcome.Ok();
  private static final StreamOutcome BUSY = new StreamOutcome.HttpError(503, "", "busy");
  private static final RequestLimits LIMITS =
      RequestLimits.NONE.with(LimitedMetric.TTFT, ofMillis(500));
  private static final RequestRecord FAST = Requests.lasting(OK, 1000, 500, 900);
  private static final RequestRecord SLOW = Requests.lasting(OK, 1000, 502, 900);
  private static final RequestRecord FAILED = Requests.lasting(BUSY, 1);
  private static final RequestRecord ABORTED =
      Requests.lasting(new StreamOutcome.Aborted("over"), 1);

  private final List<MissedObjective> words = Collections.synchronizedList(new ArrayList<>());
  private long open;

  private static Objectives objectives(String name, double limit) {
    return new Objectives(LIMITS, List.of(ObjectiveNames.of(name, limit)));
  }

  private ObjectiveWatch watch(String name, double limit, long most) {
    return new ObjectiveWatch(objectives(name, limit), () -> most, () -> open, words::add);
  }

  private ObjectiveWatch watch(String name, double limit) {
    return new ObjectiveWatch(objectives(name, limit), words::add);
  }

  /** After how many requests there is a word, 0 for none. */
  private int endedAt(ObjectiveWatch watch, RequestRecord request, int count) {
    for (int i = 1; i <= count; i++) {
      watch.ended(request);
      if (!words.isEmpty()) {
        return i;
      }
    }
    return 0;
  }

  /** With a known number the word comes with the request that is one too many, and not before. */
  @ParameterizedTest
  @CsvSource({
    "ttft.p95, 500, 100, 5",
    "ttft.p99.9, 500, 1000, 1",
    "ttft.p50, 500, 30, 15",
    "ttft.p99, 500, 99, 0",
    "goodput, 0.95, 100, 5",
    "goodput, 1, 100, 0",
  })
  void moreThanAllThatAreToComeCouldMakeUpFor(String name, double limit, long most, int allowed) {
    ObjectiveWatch watch = watch(name, limit, most);
    for (int i = 0; i < most - allowed - 1; i++) {
      watch.ended(FAST);
    }
    for (int i = 0; i < allowed; i++) {
      watch.ended(SLOW);
    }
    assertThat(words).isEmpty();

    watch.ended(SLOW);
    assertThat(words).hasSize(1);
    assertThat(words.get(0).objective().name()).isEqualTo(name);
    watch.ended(SLOW);
    assertThat(words).hasSize(1);
  }

  @Test
  void theReasonHasItsFigures() {
    ObjectiveWatch known = watch("ttft.p95", 500, 100);
    assertThat(endedAt(known, SLOW, 100)).isEqualTo(6);
    assertThat(words.get(0).reason())
        .isEqualTo(
            "TTFT p95 cannot come to 500 ms any more: 6 of 6 requests took longer (100.0 %), at most"
                + " 5 % of 100 may");

    words.clear();
    ObjectiveWatch unknown = watch("errorRate", 0.01);
    assertThat(endedAt(unknown, FAILED, 100)).isEqualTo(20);
    assertThat(words.get(0).reason())
        .isEqualTo(
            "error rate cannot come to 1 % any more: 20 of 20 requests failed (100.0 %), at most"
                + " 1 % may");
  }

  @ParameterizedTest
  @CsvSource({"ttft.p50, 500", "ttft.p95, 500", "ttft.p99.9, 500", "itl.p50, 100", "goodput, 0.5"})
  void withoutANumberThereIsNoWordBeforeTwentyHaveEnded(String name, double limit) {
    assertThat(endedAt(watch(name, limit), SLOW, 100)).isEqualTo(20);
  }

  @Test
  void whereNoMissIsAcceptedTheFirstIsTooMany() {
    assertThat(endedAt(watch("errorRate", 0), FAILED, 100)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"ttft.mean, 1", "okPerSecond, 1000", "outputTokensPerSecond, 1000"})
  void onMeansAndRatesThereIsNoEarlyWord(String name, double limit) {
    assertThat(endedAt(watch(name, limit), SLOW, 1000)).isZero();
  }

  @Test
  void failuresAreNoSamplesOfLatencies() {
    assertThat(endedAt(watch("ttft.p50", 500, 10), FAILED, 100)).isZero();
  }

  @Test
  void whatTheRunAbortedItselfDoesNotCount() {
    assertThat(endedAt(watch("errorRate", 0, 10), ABORTED, 100)).isZero();
    assertThat(endedAt(watch("goodput", 1, 10), ABORTED, 100)).isZero();
  }

  /** Refusals come at once, answers take their time: 30 of 1000 is not 30 of 30. */
  @Test
  void failuresThatEndFirstAreNotTakenForAllThereIs() {
    open = 970;
    assertThat(endedAt(watch("errorRate", 0.05, ObjectiveWatch.UNKNOWN), FAILED, 30)).isZero();
    open = 0;
    assertThat(endedAt(watch("errorRate", 0.05, ObjectiveWatch.UNKNOWN), FAILED, 30)).isEqualTo(20);
  }

  /** All gaps of one request are long: that is one slow request, not a hundred slow gaps. */
  @Test
  void gapsOfOneRequestAreNotIndependent() {
    RequestRecord stalled = Requests.lasting(OK, 9000, manyEvents(200, 20));
    RequestRecord smooth = Requests.lasting(OK, 9000, manyEvents(200, 10));
    ObjectiveWatch watch = watch("itl.p95", 15);
    for (int i = 0; i < 60; i++) {
      watch.ended(i % 15 == 14 ? stalled : smooth); // 4 of 60, and 800 gaps of 12000.
    }
    assertThat(words).isEmpty();
  }

  private static long[] manyEvents(int count, long gap) {
    long[] events = new long[count];
    for (int i = 0; i < count; i++) {
      events[i] = 10 + i * gap;
    }
    return events;
  }

  /** Runs whose requests miss their limit just as often as is accepted, with fixed seeds. */
  @ParameterizedTest
  @ValueSource(strings = {"ttft.p50", "ttft.p90", "ttft.p95", "ttft.p99", "ttft.p99.9"})
  void aRunThatJustMeetsItsObjectiveIsNeverEnded(String name) {
    double accepted = 1 - Double.parseDouble(name.substring(6)) / 100;
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      ObjectiveWatch watch = watch(name, 500);
      for (int i = 0; i < 3000; i++) {
        watch.ended(random.nextDouble() < accepted ? SLOW : FAST);
      }
    }
    assertThat(words).isEmpty();
  }

  /** Whatever order they come in, exactly as many misses as are accepted are not too many. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void aRunOfKnownLengthThatMeetsItsObjectiveIsNeverEnded(long seed) {
    List<RequestRecord> requests = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      requests.add(i < 50 ? SLOW : FAST);
    }
    Collections.shuffle(requests, new Random(seed));
    Objectives objectives = objectives("ttft.p95", 500);
    ObjectiveWatch watch = new ObjectiveWatch(objectives, () -> 1000, () -> 0, words::add);
    RunStatistics statistics = new RunStatistics(LIMITS);
    requests.forEach(
        request -> {
          watch.ended(request);
          statistics.add(request);
        });

    assertThat(words).isEmpty();
    assertThat(objectives.judge(statistics.phase(Phase.STEADY), Optional.empty()).get(0).met())
        .isTrue();
  }

  /** What is beyond hope by number is missed in the end, whatever comes. */
  @ParameterizedTest
  @ValueSource(strings = {"ttft.p50", "ttft.p95", "ttft.p99", "ttft.p99.9"})
  void whatIsBeyondHopeByNumberIsMissedInTheEnd(String name) {
    for (int most = 1; most <= 38; most++) { // Where the word on chance never comes first.
      words.clear();
      int misses = endedAt(watch(name, 500, most), SLOW, most);
      RunStatistics statistics = new RunStatistics(LIMITS);
      for (int i = 0; i < most; i++) {
        statistics.add(i < misses ? SLOW : FAST);
      }
      ObjectiveResult result =
          objectives(name, 500).judge(statistics.phase(Phase.STEADY), Optional.empty()).get(0);
      assertThat(misses).isPositive();
      assertThat(result.met()).as("%d of %d", misses, most).isFalse();
    }
  }

  /** Each thread's requests miss just as often as is accepted; threads never make more of them. */
  @Test
  void manyThreadsCountAsOne() throws InterruptedException {
    ObjectiveWatch watch = watch("ttft.p95", 500, THREADS * 2000L);
    CountDownLatch begin = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      Thread thread =
          new Thread(
              () -> {
                awaitUninterrupted(begin);
                for (int i = 0; i < 2000; i++) {
                  watch.ended(i % 20 == 19 ? SLOW : FAST);
                }
              });
      thread.start();
      threads.add(thread);
    }
    begin.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(words).isEmpty();

    watch.ended(SLOW);
    assertThat(words).hasSize(1);
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
