package io.github.gatlingllm.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gatlingllm.compare.Change.Chance;
import io.github.gatlingllm.record.RequestRecord;
import io.github.gatlingllm.record.Requests;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Intervals against published ones, and how often they are wrong. */
class ChangeTest {

  private static final double FOUR_DIGITS = 5e-5;

  /** Newcombe, Two-sided confidence intervals for the single proportion, 1998: 81 of 263. */
  @Test
  void wilsonsIntervalIsThePublishedOne() {
    Interval interval = Interval.ofShare(81, 263);

    assertThat(interval.low()).isEqualTo(0.2553, within(FOUR_DIGITS));
    assertThat(interval.high()).isEqualTo(0.3662, within(FOUR_DIGITS));
  }

  /** Newcombe, Interval estimation for the difference, 1998, method 10: 56/70 - 48/80. */
  @Test
  void theDifferenceOfSharesIsThePublishedOne() {
    Change change = Change.of(share(48, 80), share(56, 70));

    assertThat(change.absolute()).isEqualTo(0.2, within(1e-12));
    assertThat(change.interval().orElseThrow().low()).isEqualTo(0.0524, within(FOUR_DIGITS));
    assertThat(change.interval().orElseThrow().high()).isEqualTo(0.3339, within(FOUR_DIGITS));
    assertThat(change.chance()).isEqualTo(Chance.BEYOND);
  }

  private static Estimate share(double count, double samples) {
    return Estimate.sure(count / samples, Interval.ofShare(count, samples));
  }

  @Test
  void sharesThatDoNotDifferSeemToInOneOfTwenty() {
    Random random = new Random(7);
    int wrong = 0;
    for (int i = 0; i < 2000; i++) {
      Change change = Change.of(share(misses(random), 500), share(misses(random), 500));
      wrong += change.chance() == Chance.BEYOND ? 1 : 0;
    }

    assertThat(wrong).isBetween(50, 140);
  }

  private static int misses(Random random) {
    int misses = 0;
    for (int i = 0; i < 500; i++) {
      misses += random.nextInt(10) == 0 ? 1 : 0;
    }
    return misses;
  }

  @Test
  void aFigureWithoutAnIntervalLeavesItOpen() {
    Change change = Change.of(Estimate.unsure(0, "too few samples"), share(1, 2));

    assertThat(change.chance()).isEqualTo(Chance.UNKNOWN);
    assertThat(change.doubt()).isEqualTo("too few samples");
    assertThat(change.percent()).isEmpty();
    assertThat(change.interval()).isEmpty();
  }

  @Test
  void ratesAreTheMeansOfTheirParts() {
    long second = 1_000_000_000L;
    BatchMeans means = new BatchMeans(-second, second);
    List<RequestRecord> requests = Requests.random(3000, 5);
    requests.forEach(means::add);
    long ok =
        requests.stream().filter(of -> of.succeeded() && of.phase().key().equals("steady")).count();

    Interval interval = means.okPerSecond().orElseThrow();
    assertThat((interval.low() + interval.high()) / 2).isEqualTo(ok / 2.0, within(1e-6));
    assertThat(interval.high() - interval.low()).isPositive().isLessThan(ok / 2.0);
    assertThat(means.tokensPerSecond().orElseThrow().low()).isPositive();
    assertThat(new BatchMeans(0, second).okPerSecond()).isEmpty();
  }
}
