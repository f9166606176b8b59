package io.github.gatlingllm.load;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether the processes are what they are called. Seeds are fixed, so nothing depends on luck. */
class ArrivalStatisticsTest {

  static LongStream seeds() {
    return LongStream.rangeClosed(21, 30);
  }

  private static double[] gaps(OpenLoad load) {
    return Arrivals.gaps(Arrivals.of(load));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void poissonGapsAreExponential(long seed) {
    for (double rate : new double[] {0.1, 3.5, 2000}) {
      double[] gaps = gaps(OpenLoad.poisson(rate).maxRequests(20_000).seed(seed));
      assertThat(KolmogorovSmirnov.statistic(gaps, KolmogorovSmirnov.exponential(1 / rate)))
          .isLessThan(KolmogorovSmirnov.critical(gaps.length));
      assertThat(Arrivals.mean(gaps) * rate).isCloseTo(1, within(0.03));
      assertThat(Arrivals.variation(gaps)).isCloseTo(1, within(0.03));
    }
  }

  @ParameterizedTest
  @CsvSource({"0.05", "0.25", "0.5", "0.99", "1", "1.01", "2.5", "7", "19", "400"})
  void gammaGapsAreOfTheGammaDistribution(double shape) {
    seeds()
        .forEach(
            seed -> {
              double[] gaps = gaps(OpenLoad.gamma(50, shape).maxRequests(20_000).seed(seed));
              double[] positive = gaps.clone();
              assertThat(
                      KolmogorovSmirnov.statistic(
                          positive, KolmogorovSmirnov.gamma(shape, 1 / 50.0)))
                  .as("seed %s", seed)
                  .isLessThan(KolmogorovSmirnov.critical(gaps.length) + nanosecondsShare(shape));
              double deviation = 1 / Math.sqrt(shape);
              assertThat(Arrivals.mean(gaps) * 50)
                  .isCloseTo(1, within(4 * deviation / Math.sqrt(gaps.length)));
              assertThat(Arrivals.variation(gaps) / deviation).isCloseTo(1, within(0.12));
            });
  }

  /** What a whole nanosecond holds of a distribution that rises without bound towards 0. */
  private static double nanosecondsShare(double shape) {
    return KolmogorovSmirnov.gamma(shape, 1 / 50.0).applyAsDouble(1e-9);
  }

  /** A test at 1 % turns down one in a hundred of what is right, and so it must be. */
  @Test
  void ofAThousandSeedsAboutOneInAHundredIsAnOutlier() {
    long outliers =
        LongStream.rangeClosed(1, 1000)
            .mapToObj(seed -> gaps(OpenLoad.poisson(1).maxRequests(2000).seed(seed)))
            .filter(
                gaps ->
                    KolmogorovSmirnov.statistic(gaps, KolmogorovSmirnov.exponential(1))
                        > KolmogorovSmirnov.critical(gaps.length))
            .count();
    assertThat(outliers).isBetween(2L, 20L);
  }

  @Test
  void constantGapsDoNotVary() {
    double[] gaps = gaps(OpenLoad.constantRate(250).maxRequests(10_000));
    gaps[0] = gaps[1]; // The first one comes at once.
    assertThat(Arrivals.variation(gaps)).isLessThan(1e-9);
    gaps = gaps(OpenLoad.gamma(250, OpenLoad.shapeOfBurstiness(0)).maxRequests(10_000));
    gaps[0] = gaps[1];
    assertThat(Arrivals.variation(gaps)).isLessThan(1e-9);
  }

  @Test
  void burstinessGoesFromEqualDistancesToPoisson() {
    assertThat(OpenLoad.shapeOfBurstiness(0)).isInfinite();
    assertThat(OpenLoad.shapeOfBurstiness(1)).isEqualTo(19);
    assertThat(OpenLoad.shapeOfBurstiness(5)).isEqualTo(11);
    assertThat(OpenLoad.shapeOfBurstiness(10)).isEqualTo(1);
    double[] gaps = gaps(OpenLoad.gamma(10, OpenLoad.shapeOfBurstiness(10)).maxRequests(20_000));
    assertThat(KolmogorovSmirnov.statistic(gaps, KolmogorovSmirnov.exponential(0.1)))
        .isLessThan(KolmogorovSmirnov.critical(gaps.length));
  }

  @Test
  void jitterOfAWholeIntervalVariesLessThanPoisson() {
    double[] gaps = gaps(OpenLoad.uniform(10, 1).maxRequests(50_000).seed(2));
    // The gap of two uniform places in neighbouring intervals: √(1/6) of the mean.
    assertThat(Arrivals.variation(gaps)).isCloseTo(Math.sqrt(1 / 6.0), within(0.01));
    assertThat(Arrivals.mean(gaps) * 10).isCloseTo(1, within(0.001));
  }

  /** Time that is stretched by the expected arrivals must leave a Poisson process one. */
  @ParameterizedTest
  @MethodSource("seeds")
  void poissonStaysPoissonOnRampsAndStages(long seed) {
    OpenLoad load =
        OpenLoad.poisson(400)
            .rampUp(ofSeconds(20))
            .steady(ofSeconds(10))
            .stage(100, ofSeconds(20))
            .rampDown(ofSeconds(20))
            .seed(seed);
    long[] times = Arrivals.of(load);
    double[] gaps = new double[times.length];
    double last = 0;
    for (int i = 0; i < times.length; i++) {
      double expected = expected(times[i] / Arrivals.NANOS_PER_SECOND);
      gaps[i] = expected - last;
      last = expected;
    }
    assertThat(KolmogorovSmirnov.statistic(gaps, KolmogorovSmirnov.exponential(1)))
        .isLessThan(KolmogorovSmirnov.critical(gaps.length));
    assertThat((double) times.length).isCloseTo(expected(70), within(4 * Math.sqrt(expected(70))));
  }

  /** Arrivals expected up to a second of that load. */
  private static double expected(double second) {
    double rise = Math.min(second, 20);
    double first = Math.max(0, Math.min(second, 30) - 20);
    double other = Math.max(0, Math.min(second, 50) - 30);
    double fall = Math.max(0, second - 50);
    return 400 * rise * rise / 40 + 400 * first + 100 * other + 100 * (fall - fall * fall / 40);
  }
}
