package io.github.gatlingllm.prompt.length;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gatlingllm.prompt.length.TokenLength.Bin;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is drawn is what was said, and its mean is known before. */
class DistributionsTest {

  private static final int DRAWS = 200_000;

  private static int[] draws(TokenLength length) {
    SplittableRandom random = new SplittableRandom(11);
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

  static Stream<TokenLength> lengths() {
    return Stream.of(
        TokenLength.constant(128),
        TokenLength.uniform(100, 200),
        TokenLength.uniform(1, 1),
        TokenLength.normal(512, 51),
        TokenLength.normal(10, 30),
        TokenLength.normal(7.5, 0),
        TokenLength.logNormal(512, 800),
        TokenLength.logNormal(2, 5),
        TokenLength.logNormal(9.4, 0),
        TokenLength.exponential(300),
        TokenLength.exponential(0.7),
        TokenLength.weighted(Map.of(100, 3, 4000, 1)),
        TokenLength.histogram(List.of(new Bin(1, 100, 40), new Bin(501, 900, 0.5))),
        TokenLength.logNormal(512, 800).between(64, 2048),
        TokenLength.exponential(300).between(200, 10_000),
        TokenLength.normal(512, 200).between(500, 600),
        TokenLength.weighted(Map.of(10, 3, 100, 2, 1000, 5)).between(11, 1000),
        TokenLength.uniform(1, 1000).between(500, 600).between(550, 2000));
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void theMeanIsThatOfTheDraws(TokenLength length) {
    int[] draws = draws(length);
    double standardError = stddev(draws) / Math.sqrt(DRAWS);
    assertThat(length.mean()).isCloseTo(mean(draws), within(4 * standardError + 1e-9));
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void theProbabilityOfEachLengthIsThatOfTheDraws(TokenLength length) {
    int[] draws = draws(length);
    int[] sorted = draws.clone();
    Arrays.sort(sorted);
    for (int tokens : new int[] {1, sorted[DRAWS / 4], sorted[DRAWS / 2], sorted[DRAWS - 100]}) {
      double part = IntStream.of(draws).filter(draw -> draw >= tokens).count() / (double) DRAWS;
      // Four standard errors of a part, sqrt(0.25 / draws) each at most.
      assertThat(length.atLeast(tokens)).isCloseTo(part, within(0.0045));
    }
    assertThat(length.atLeast(1)).isEqualTo(1);
    assertThat(length.atLeast(length.longest() + 1)).isZero();
    assertThat(sorted[0]).isPositive();
    assertThat(sorted[DRAWS - 1]).isLessThanOrEqualTo(length.longest());
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void theSameGeneratorGivesTheSameLengths(TokenLength length) {
    assertThat(draws(length)).isEqualTo(draws(length));
  }

  @Test
  void uniformReachesBothEnds() {
    assertThat(draws(TokenLength.uniform(3, 6))).containsOnly(3, 4, 5, 6);
    assertThat(TokenLength.uniform(100, 200).mean()).isEqualTo(150);
  }

  @Test
  void logNormalHasMeanAndDeviationOfTheLengthsThemselves() {
    int[] draws = draws(TokenLength.logNormal(1000, 500));
    assertThat(mean(draws)).isCloseTo(1000, within(5.0));
    assertThat(stddev(draws)).isCloseTo(500, within(10.0));
    Arrays.sort(draws);
    // The median of a log-normal distribution: mean / sqrt(1 + (stddev / mean)²).
    assertThat(draws[DRAWS / 2]).isCloseTo(894, within(6));
  }

  @Test
  void exponentialHasItsMeanAndQuantiles() {
    int[] draws = draws(TokenLength.exponential(300));
    Arrays.sort(draws);
    assertThat(mean(draws)).isCloseTo(300, within(3.0));
    assertThat(draws[DRAWS / 2]).isCloseTo((int) (300 * Math.log(2)), within(3));
  }

  @Test
  void weightsAreSharesOfTheirSum() {
    int[] draws = draws(TokenLength.weighted(Map.of(100, 3, 4000, 1)));
    assertThat(draws).containsOnly(100, 4000);
    assertThat(IntStream.of(draws).filter(x -> x == 100).count() / (double) DRAWS)
        .isCloseTo(0.75, within(0.004));
    assertThat(TokenLength.weighted(Map.of(100, 3, 4000, 1)).mean()).isEqualTo(1075);
  }

  @Test
  void aHistogramIsUniformWithinItsBins() {
    int[] draws = draws(TokenLength.histogram(List.of(new Bin(500, 501, 1), new Bin(10, 13, 3))));
    assertThat(draws).containsOnly(10, 11, 12, 13, 500, 501);
    assertThat(IntStream.of(draws).filter(x -> x == 12).count() / (double) DRAWS)
        .isCloseTo(3.0 / 16, within(0.004));
  }

  @Test
  void whatIsCutOffIsDrawnAgainAndNotPiledUp() {
    int[] draws = draws(TokenLength.uniform(1, 100).between(41, 60));
    assertThat(IntStream.of(draws).min()).hasValue(41);
    assertThat(IntStream.of(draws).max()).hasValue(60);
    assertThat(IntStream.of(draws).filter(x -> x == 60).count() / (double) DRAWS)
        .isCloseTo(0.05, within(0.003));
    assertThat(TokenLength.uniform(1, 100).between(41, 60).mean()).isEqualTo(50.5);
  }

  @Test
  void meansOfMillionsOfTokensAreExactToo() {
    double mean = TokenLength.exponential(1e6).between(1, 5_000_000).mean();
    // Of an exponential distribution of mean m that is cut off at c: m - c / (e^(c / m) - 1).
    assertThat(mean).isCloseTo(1e6 - 5e6 / Math.expm1(5), within(1.0));
    assertThat(TokenLength.normal(5e6, 1e6).mean()).isCloseTo(5e6, within(1.0));
  }

  @Test
  void theNormalDistributionIsThatOfTheTables() {
    assertThat(StandardNormal.above(0)).isCloseTo(0.5, within(1e-14));
    assertThat(StandardNormal.above(1)).isCloseTo(0.158655253931457, within(1e-14));
    assertThat(StandardNormal.above(-1.96)).isCloseTo(0.975002104851780, within(1e-14));
    assertThat(StandardNormal.above(6)).isCloseTo(9.865876450377e-10, within(1e-17));
    assertThat(StandardNormal.above(8)).isCloseTo(6.22096057427e-16, within(1e-17));
    assertThat(StandardNormal.above(40)).isZero();
  }

  @Test
  void eachIsWrittenAsAFlagTakesIt() {
    assertThat(lengths().map(TokenLength::toString))
        .contains(
            "constant:128",
            "uniform:100:200",
            "normal:512:51",
            "lognormal:512:800",
            "exponential:0.7",
            "list:100x3,4000x1",
            "histogram:1-100x40,501-900x0.5",
            "lognormal:512:800 between 64 and 2048");
  }

  @Test
  void whatMakesNoDistributionIsRefused() {
    refused(() -> TokenLength.uniform(0, 5), "min must be 1 to 10000000 tokens, but is 0");
    refused(() -> TokenLength.uniform(9, 5), "max must be min (9 tokens) or more, but is 5");
    refused(
        () -> TokenLength.logNormal(0, 5),
        "mean must be above 0 and at most 10000000 tokens, but is 0.0");
    refused(
        () -> TokenLength.logNormal(5, Double.NaN),
        "stddev must be 0 to 10000000 tokens, but is NaN");
    refused(
        () -> TokenLength.exponential(-1),
        "mean must be above 0 and at most 10000000 tokens, but is -1.0");
    refused(
        () -> TokenLength.weighted(Map.of()), "there are 0 lengths or bins; accepted: 1 to 1000");
    refused(
        () -> TokenLength.weighted(Map.of(5, 0)),
        "weight must be above 0 and at most 1000000000, but is 0.0");
    refused(
        () -> TokenLength.histogram(List.of(new Bin(5, 5, 1), new Bin(5, 5, 2))),
        "5 tokens are given twice");
    refused(
        () -> TokenLength.histogram(List.of(new Bin(100, 200, 1), new Bin(1, 100, 2))),
        "the bins 1-100 and 100-200 overlap; both ends of a bin belong to it");
    refused(() -> new Bin(9, 5, 1), "to must be from (9 tokens) or more, but is 5");
    refused(
        () -> TokenLength.constant(100).between(200, 300),
        "less than 1 % of the lengths of constant:100 lie between 200 and 300 tokens");
    refused(
        () -> TokenLength.constant(100).between(100, 99),
        "max must be min (100 tokens) or more, but is 99");
  }

  private static void refused(Runnable made, String message) {
    assertThatThrownBy(made::run).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
