package io.github.gatlingllm.prompt.length;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenLengthTest {

  private static final int DRAWS = 100_000;

  private static int[] draws(TokenLength length) {
    SplittableRandom random = new SplittableRandom(7);
    return IntStream.range(0, DRAWS).map(i -> length.sample(random)).toArray();
  }

  private static double mean(int[] draws) {
    return IntStream.of(draws).average().orElseThrow();
  }

  private static double stddev(int[] draws) {
    double mean = mean(draws);
    double squares = IntStream.of(draws).mapToDouble(x -> (x - mean) * (x - mean)).sum();
    return Math.sqrt(squares / (draws.length - 1));
  }

  @Test
  void normalHasItsMeanAndDeviation() {
    int[] draws = draws(TokenLength.normal(512, 51));
    // Four standard errors of the mean (51 / sqrt(100,000)) and of the deviation.
    assertThat(mean(draws)).isCloseTo(512, within(0.65));
    assertThat(stddev(draws)).isCloseTo(51, within(0.5));
  }

  @Test
  void normalHasTheBellsShape() {
    int[] draws = draws(TokenLength.normal(10_000, 1_000));
    double inner = IntStream.of(draws).filter(x -> Math.abs(x - 10_000) <= 1_000).count();
    double outer = IntStream.of(draws).filter(x -> Math.abs(x - 10_000) <= 2_000).count();
    assertThat(inner / DRAWS).isCloseTo(0.6827, within(0.006));
    assertThat(outer / DRAWS).isCloseTo(0.9545, within(0.003));
  }

  @Test
  void deviationIsTenPercentWhereNoneIsGiven() {
    assertThat(TokenLength.normal(512)).isEqualTo(TokenLength.normal(512, 51.2));
    assertThat(stddev(draws(TokenLength.normal(512)))).isCloseTo(51.2, within(0.5));
  }

  @Test
  void lengthsAreClampedToOneAndThreeMeans() {
    int[] draws = draws(TokenLength.normal(10, 1_000));
    assertThat(IntStream.of(draws).min()).hasValue(1);
    assertThat(IntStream.of(draws).max()).hasValue(30);
    assertThat(IntStream.of(draws).filter(x -> x == 1).count()).isGreaterThan(DRAWS / 3);
  }

  @Test
  void aMeanBelowATokenStillGivesATokenEach() {
    assertThat(draws(TokenLength.normal(0.1, 5))).containsOnly(1);
  }

  @Test
  void lengthsAreRoundedToTheNearest() {
    assertThat(draws(TokenLength.normal(7.4, 0))).containsOnly(7);
    assertThat(draws(TokenLength.normal(7.5, 0))).containsOnly(8);
  }

  @Test
  void theLargestMeanAndDeviationStayInRange() {
    TokenLength widest = TokenLength.normal(TokenLength.MAX_TOKENS, Double.MAX_VALUE);
    assertThat(draws(widest)).contains(1, 3 * TokenLength.MAX_TOKENS);
  }

  @Test
  void constantIsAlwaysTheSame() {
    assertThat(draws(TokenLength.constant(42))).containsOnly(42);
    assertThat(TokenLength.constant(42).mean()).isEqualTo(42);
    assertThat(TokenLength.normal(42, 1).mean()).isEqualTo(42);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        -0.0,
        -1,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        1e7 + 1
      })
  void aBadMeanIsRefused(double mean) {
    String message = "mean must be above 0 and at most 10000000 tokens, but is " + mean;
    assertThatThrownBy(() -> TokenLength.normal(mean, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> TokenLength.normal(mean)).hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void aBadDeviationIsRefused(double stddev) {
    assertThatThrownBy(() -> TokenLength.normal(10, stddev))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("stddev must be 0 or more tokens and finite, but is " + stddev);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, TokenLength.MAX_TOKENS + 1})
  void aBadConstantIsRefused(int tokens) {
    assertThatThrownBy(() -> TokenLength.constant(tokens))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a length must be 1 to 10000000 tokens, but is " + tokens);
  }
}
