package io.github.gatlingllm.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gatlingllm.record.Distribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How sure percentiles and means are. */
class ConfidenceTest {

  /** P(X ≤ k) of a binomial, summed term by term with logarithms of factorials. */
  private static double atMost(long k, int n, double p) {
    double sum = 0;
    for (long i = 0; i <= k; i++) {
      double log = 0;
      for (long j = 1; j <= i; j++) {
        log += Math.log((double) n - j + 1) - Math.log(j);
      }
      sum += Math.exp(log + i * Math.log(p) + (n - i) * Math.log1p(-p));
    }
    return sum;
  }

  /** Each bound leaves out at most 2.5 %, and the next one inwards more. */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.9, 0.95, 0.99})
  void ranksAreTheTightestThatHold(double p) {
    for (int n = 1; n <= 400; n += n < 40 ? 1 : 45) {
      BinomialRanks ranks = new BinomialRanks(n, p);
      long low = ranks.low().orElse(0);
      long high = ranks.high().orElse(n + 1L);

      assertThat(low == 0 ? 0 : atMost(low - 1, n, p)).isLessThanOrEqualTo(0.025);
      assertThat(atMost(low, n, p)).isGreaterThan(0.025);
      if (high <= n) {
        assertThat(1 - atMost(high - 1, n, p)).isLessThanOrEqualTo(0.025);
      }
      assertThat(1 - atMost(high - 2, n, p)).isGreaterThan(0.025);
    }
  }

  /** The least numbers of samples of which there is an interval: 1 − 0.99^368 is above 97.5 %. */
  @ParameterizedTest
  @CsvSource({"50, 6", "90, 36", "95, 72", "99, 368"})
  void fewSamplesHaveNoInterval(double percentile, int needed) {
    Distribution distribution = new Distribution();
    for (int i = 1; i < needed; i++) {
      distribution.add(i);
    }
    assertThat(Spread.of(distribution, 1).confidence95()).doesNotContainKey(percentile);
    distribution.add(needed);
    assertThat(Spread.of(distribution, 1).confidence95()).containsKey(percentile);
  }

  @Test
  void manySamplesHaveTheRanksOfTheNormalDistribution() {
    BinomialRanks ranks = new BinomialRanks(100_000_000, 0.5);

    assertThat(ranks.low()).hasValue(50_000_000 - 9800);
    assertThat(ranks.high()).hasValue(50_000_000 + 9801);
  }

  /** Of any table of the distribution. */
  @ParameterizedTest
  @CsvSource({
    "1, 12.7062",
    "2, 4.3027",
    "4, 2.7764",
    "5, 2.5706",
    "9, 2.2622",
    "29, 2.0452",
    "100, 1.9840",
    "1000000, 1.9600"
  })
  void quantilesAreStudents(long freedom, double quantile) {
    assertThat(StudentT.quantile95(freedom)).isEqualTo(quantile, within(5e-4));
  }

  @Test
  void theMeanHasAnInterval() {
    Distribution distribution = new Distribution();
    distribution.add(10);
    assertThat(Spread.of(distribution, 1).meanConfidence95()).isEmpty();
    distribution.add(20);
    distribution.add(30);
    Spread.Interval mean = Spread.of(distribution, 1).meanConfidence95().orElseThrow();

    // 20 ± 4.30265 · 10 / √3, of which what is below 0 is cut.
    assertThat(mean.low()).isZero();
    assertThat(mean.high()).isEqualTo(20 + 4.30265 * 10 / Math.sqrt(3), within(1e-9));
  }
}
