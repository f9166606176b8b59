package io.github.gatlingllm.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When misses are too many to be chance. */
class BeyondChanceTest {

  @Test
  void theLogarithmOfGammaIsThatOfTheFactorials() {
    double factorial = 0;
    for (int n = 1; n < 200; n++) {
      factorial += Math.log(n);
      assertThat(BeyondChance.logGamma(n + 1)).isCloseTo(factorial, within(1e-8));
    }
    assertThat(BeyondChance.logGamma(0.5)).isCloseTo(0.5 * Math.log(Math.PI), within(1e-8));
  }

  /** The first number of misses in a row that is too many, by hand: (n + 1) · limit^n ≤ 1e-4. */
  @ParameterizedTest
  @CsvSource({"0.5, 18", "0.05, 4", "0.01, 3", "0.001, 2", "0, 1"})
  void missesInARowAreTooManySoon(double limit, int first) {
    assertThat(BeyondChance.isAbove(limit, first - 1, first - 1)).isFalse();
    assertThat(BeyondChance.isAbove(limit, first, first)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "0.05, 5, 100, false",
    "0.05, 10, 100, false",
    "0.05, 25, 100, true",
    "0.05, 50000, 1000000, false",
    "0.05, 52000, 1000000, true",
    "0.001, 1, 30, false",
    "0.01, 3, 30, false",
    "0.5, 0, 1000, false",
  })
  void aShareIsHeldAgainstTheLimit(double limit, double misses, double samples, boolean above) {
    assertThat(BeyondChance.isAbove(limit, misses, samples)).isEqualTo(above);
  }

  /** A thousand runs that just meet their limit, looked at after each request. */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.1, 0.05, 0.01, 0.001})
  void aShareThatIsTheLimitIsNeverAboveItHoweverOftenItIsAsked(double limit) {
    Random random = new Random(17);
    for (int run = 0; run < 1000; run++) {
      int misses = 0;
      for (int n = 1; n <= 2000; n++) {
        misses += random.nextDouble() < limit ? 1 : 0;
        assertThat(BeyondChance.isAbove(limit, misses, n)).as("%d of %d", misses, n).isFalse();
      }
    }
  }
}
