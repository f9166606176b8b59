package io.github.gatlingllm.load;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The times of every process, on a clock that is no clock: a load says when it wants what. */
class ArrivalTimesTest {

  private static final double NANOS_PER_SECOND = Arrivals.NANOS_PER_SECOND;
  private static final long[] POISSON_OF_SEED_1 = {83_600_553, 220_556_769, 574_612_210};
  private static final long[] GAMMA_OF_SEED_1 = {2_958_980, 3_194_163, 334_817_757};

  static Stream<OpenLoad> processes() {
    return Stream.of(
        OpenLoad.constantRate(20),
        OpenLoad.poisson(20),
        OpenLoad.gamma(20, 0.3),
        OpenLoad.gamma(20, 8),
        OpenLoad.uniform(20, 0.7),
        OpenLoad.bursts(5, ofMillis(250)));
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 60, 6",
    "0.1, 61, 7",
    "0.3, 10, 3",
    "0.7, 30, 21",
    "1, 1, 1",
    "3.5, 120, 420",
    "200, 30, 6000",
    "333.3, 10, 3333",
    "5000, 7, 35000"
  })
  void aConstantRateHasItsCountAndEqualGaps(double rate, long seconds, int count) {
    long[] times = Arrivals.of(OpenLoad.constantRate(rate).steady(ofSeconds(seconds)));
    assertThat(times).hasSize(count);
    for (int i = 0; i < count; i++) {
      assertThat(times[i]).isCloseTo(Math.round(i / rate * NANOS_PER_SECOND), within(1L));
    }
  }

  @Test
  void aYearLaterAConstantRateIsStillExact() {
    ArrivalTimes times = OpenLoad.constantRate(0.5).steady(ofDays(365)).arrivals();
    long last = -1;
    long count = 0;
    while (times.hasNext()) {
      last = times.nextLong();
      count++;
    }
    assertThat(count).isEqualTo(365L * 24 * 3600 / 2);
    assertThat(last).isEqualTo(ofDays(365).minusSeconds(2).toNanos());
  }

  @Test
  void burstsComeTogetherAndTheFirstAtOnce() {
    OpenLoad load = OpenLoad.bursts(3, ofSeconds(10)).steady(ofSeconds(30));
    assertThat(Arrivals.millis(load))
        .containsExactly(0, 0, 0, 10_000, 10_000, 10_000, 20_000, 20_000, 20_000);
  }

  @Test
  void aBurstMayBeCutByTheNumberOfRequests() {
    OpenLoad load = OpenLoad.bursts(3, ofSeconds(10)).maxRequests(5);
    assertThat(Arrivals.millis(load)).containsExactly(0, 0, 0, 10_000, 10_000);
  }

  @Test
  void jitterKeepsEachArrivalInThePartOfItsInterval() {
    long[] times = Arrivals.of(OpenLoad.uniform(10, 0.4).steady(ofSeconds(100)).seed(3));
    assertThat(times).hasSize(1000);
    for (int i = 0; i < times.length; i++) {
      double position = times[i] / NANOS_PER_SECOND * 10;
      assertThat(position).isBetween((double) i, i + 0.4 + 1e-6);
    }
    assertThat(Arrivals.of(OpenLoad.uniform(10, 0).steady(ofSeconds(5))))
        .isEqualTo(Arrivals.of(OpenLoad.constantRate(10).steady(ofSeconds(5))));
  }

  @Test
  void aReplayHasItsTimesAndNoOthers() {
    OpenLoad load = OpenLoad.replay(List.of(ofMillis(1), ofMillis(1), ofSeconds(7)));
    assertThat(Arrivals.of(load)).containsExactly(1_000_000, 1_000_000, 7_000_000_000L);
    assertThat(Arrivals.of(load.maxRequests(2))).containsExactly(1_000_000, 1_000_000);
    assertThat(Arrivals.of(load.maxDuration(ofSeconds(7)))).containsExactly(1_000_000, 1_000_000);
    assertThat(load.end()).contains(ofMillis(7001));
    assertThat(load.expectedRequests()).isEqualTo(3);
  }

  @Test
  void aReplayKeepsEveryNanosecondOfAMonth() {
    long[] times = {0, 1, 999_999_999, ofDays(30).toNanos() - 1, ofDays(30).toNanos()};
    assertThat(Arrivals.of(OpenLoad.replay(times))).isEqualTo(times);
  }

  @ParameterizedTest
  @MethodSource("processes")
  void exactlySoManyRequestsAreAskedFor(OpenLoad load) {
    for (int count : new int[] {1, 2, 7, 1000}) {
      assertThat(Arrivals.of(load.maxRequests(count))).hasSize(count);
    }
    assertThat(Arrivals.of(load.maxRequests(1000).steady(ofSeconds(1)))).hasSizeLessThan(60);
  }

  @ParameterizedTest
  @MethodSource("processes")
  void noTimeIsBelowTheOneBeforeNorAtTheEnd(OpenLoad load) {
    Duration ramp = ofMillis(3300);
    OpenLoad shaped = load.rampUp(ramp).steady(ofSeconds(9)).stage(55, ofSeconds(4)).rampDown(ramp);
    long[] times = Arrivals.of(shaped);
    long[] sorted = times.clone();
    Arrays.sort(sorted);
    assertThat(times).isEqualTo(sorted);
    assertThat(times[0]).isNotNegative();
    assertThat(times[times.length - 1]).isLessThan(shaped.end().orElseThrow().toNanos());
  }

  @ParameterizedTest
  @MethodSource("processes")
  void theSameSeedGivesTheSameTimes(OpenLoad load) {
    OpenLoad ended = load.steady(ofSeconds(20)).seed(11);
    assertThat(Arrivals.of(ended)).isEqualTo(Arrivals.of(ended));
    assertThat(Arrivals.of(load.seed(11).steady(ofSeconds(20)))).isEqualTo(Arrivals.of(ended));
    boolean random =
        !(load.process() instanceof ArrivalProcess.Constant
            || load.process() instanceof ArrivalProcess.Bursts);
    assertThat(Arrays.equals(Arrivals.of(ended.seed(12)), Arrivals.of(ended))).isEqualTo(!random);
  }

  @Test
  void theTimesOfASeedStayThoseTheyAre() {
    assertThat(Arrivals.of(OpenLoad.poisson(10).maxRequests(3).seed(1)))
        .containsExactly(POISSON_OF_SEED_1);
    assertThat(Arrivals.of(OpenLoad.gamma(10, 0.5).maxRequests(3).seed(1)))
        .containsExactly(GAMMA_OF_SEED_1);
  }

  @Test
  void aRampHasHalfTheArrivalsAndTheSquareRootOfTheirOrder() {
    OpenLoad load =
        OpenLoad.constantRate(100)
            .rampUp(ofSeconds(10))
            .steady(ofSeconds(10))
            .rampDown(ofSeconds(4));
    long[] times = Arrivals.of(load);
    assertThat(times).hasSize(500 + 1000 + 200);
    assertThat(Arrivals.between(times, 0, 10)).isEqualTo(500);
    assertThat(Arrivals.between(times, 10, 20)).isEqualTo(1000);
    assertThat(Arrivals.between(times, 20, 24)).isEqualTo(200);
    // Arrival k of a rise from 0 to r over d is due at √(2 d k / r).
    for (int k = 0; k < 500; k++) {
      assertThat(times[k] / NANOS_PER_SECOND)
          .isCloseTo(Math.sqrt(2 * 10 * k / 100.0), within(1e-6));
    }
    // And a fall is a rise that runs backwards.
    for (int k = 1; k < 200; k++) {
      double beforeEnd = 24 - times[times.length - k] / NANOS_PER_SECOND;
      assertThat(beforeEnd).isCloseTo(Math.sqrt(2 * 4 * k / 100.0), within(1e-6));
    }
  }

  @Test
  void stagesHaveTheirRatesOneAfterAnother() {
    OpenLoad load =
        OpenLoad.constantRate(10)
            .steady(ofSeconds(5))
            .stage(50, ofSeconds(2))
            .stage(1, ofSeconds(4));
    long[] times = Arrivals.of(load);
    assertThat(Arrivals.between(times, 0, 5)).isEqualTo(50);
    assertThat(Arrivals.between(times, 5, 7)).isEqualTo(100);
    assertThat(Arrivals.between(times, 7, 11)).isEqualTo(4);
    assertThat(times).hasSize(154);
    assertThat(load.end()).contains(ofSeconds(11));
    assertThat(load.expectedRequests()).isEqualTo(154);
  }

  @Test
  void aFallMayBeginInTheMiddleOfAStageThatIsCut() {
    OpenLoad load =
        OpenLoad.constantRate(100)
            .rampUp(ofSeconds(1))
            .steady(ofSeconds(2))
            .stage(200, ofSeconds(60))
            .rampDown(ofSeconds(2))
            .maxDuration(ofSeconds(6));
    long[] times = Arrivals.of(load);
    assertThat(Arrivals.between(times, 0, 1)).isEqualTo(50);
    assertThat(Arrivals.between(times, 1, 3)).isEqualTo(200);
    assertThat(Arrivals.between(times, 3, 4)).isEqualTo(200);
    assertThat(Arrivals.between(times, 4, 6)).isEqualTo(200);
    assertThat(times).hasSize(650);
  }

  @Test
  void aFallAcrossStagesFollowsTheirRates() {
    OpenLoad load =
        OpenLoad.constantRate(100)
            .steady(ofSeconds(1))
            .stage(200, ofSeconds(1))
            .rampDown(ofSeconds(2))
            .maxDuration(ofSeconds(2));
    long[] times = Arrivals.of(load);
    // 100/s falling from all of it to half, then 200/s falling from half of it to nothing.
    assertThat(Arrivals.between(times, 0, 1)).isEqualTo(75);
    assertThat(Arrivals.between(times, 1, 2)).isEqualTo(50);
  }

  @Test
  void withRequestsAloneTheRateStaysUntilTheyAreUsedUp() {
    OpenLoad load = OpenLoad.constantRate(10).rampUp(ofSeconds(2)).maxRequests(110);
    long[] times = Arrivals.of(load);
    assertThat(Arrivals.between(times, 0, 2)).isEqualTo(10);
    assertThat(times[109]).isEqualTo(ofMillis(11_900).toNanos());
    assertThat(load.end()).isEmpty();
    assertThat(load.expectedRequests()).isEqualTo(110);
    assertThat(load.expectedLength()).isEqualTo(ofSeconds(12));
  }

  @Test
  void beyondTheLastThereIsNone() {
    ArrivalTimes times = OpenLoad.constantRate(1).maxRequests(1).arrivals();
    assertThat(times.nextLong()).isZero();
    assertThat(times.hasNext()).isFalse();
    assertThatExceptionOfType(NoSuchElementException.class)
        .isThrownBy(times::nextLong)
        .withMessage("the load has no more arrivals");
  }
}
