package io.github.gatlingllm.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DistributionTest {

  private static Distribution of(long... samples) {
    Distribution distribution = new Distribution();
    Arrays.stream(samples).forEach(distribution::add);
    return distribution;
  }

  @Test
  void percentilesNeverLeaveTheExactExtremes() {
    Distribution distribution = of(1_000_001, 1_234_567, 9_999_999);
    assertThat(distribution.percentile(0)).isEqualTo(1_000_001);
    assertThat(distribution.percentile(1)).isBetween(1_000_001.0, 1_002_000.0);
    assertThat(distribution.percentile(100)).isEqualTo(9_999_999);
    assertThat(of(123_456_789).percentile(50)).isEqualTo(123_456_789);
  }

  @Test
  void percentilesHaveThreeDigits() {
    long[] samples = new Random(1).longs(100_000, 0, 10_000_000_000L).sorted().toArray();
    Distribution distribution = of(samples);
    for (double percentile : new double[] {1, 25, 50, 90, 99, 99.9}) {
      double exact = samples[(int) Math.ceil(percentile / 100 * samples.length) - 1];
      assertThat(distribution.percentile(percentile)).isCloseTo(exact, within(exact / 1000));
    }
  }

  @Test
  void mergingIsConcatenation() {
    long[] samples = new Random(2).longs(2000, 0, 60_000_000_000L).toArray();
    Distribution merged = of(Arrays.copyOf(samples, 700));
    merged.add(of(Arrays.copyOfRange(samples, 700, samples.length)));
    Distribution whole = of(samples);
    assertThat(merged.histogram()).isEqualTo(whole.histogram());
    assertThat(merged.count()).isEqualTo(2000);
    assertThat(merged.moments().mean()).isCloseTo(whole.moments().mean(), within(1.0));
    assertThat(merged.percentile(99)).isEqualTo(whole.percentile(99));
  }

  @Test
  void aNegativeValueIsNoSample() {
    Distribution distribution = of(-1, Long.MIN_VALUE);
    distribution.add(5, 0);
    distribution.add(5, -2);
    assertThat(distribution.count()).isZero();
    assertThat(distribution.histogram().getTotalCount()).isZero();
    assertThat(distribution.percentile(50)).isZero();
    assertThat(of(0).count()).as("0 is one").isEqualTo(1);
  }

  @Test
  void noValueIsTooLarge() {
    Distribution distribution = of(1, Long.MAX_VALUE);
    assertThat(distribution.count()).isEqualTo(2);
    assertThat(distribution.percentile(100)).isEqualTo((double) Long.MAX_VALUE);
  }

  /** So a limit can be held against a percentile without being wrong about what is just at it. */
  @Test
  void aValueAndTheGreatestAlikeAreOneToAPercentile() {
    for (long value : new long[] {0, 1, 2047, 2048, 500_000_000, 30_000_000_000L}) {
      long greatest = Distribution.greatestAlike(value);
      assertThat(greatest).isBetween(value, value + value / 1000);
      Distribution distribution = new Distribution();
      distribution.add(value, 95);
      distribution.add(2 * value + 9, 5);
      assertThat(distribution.percentile(95)).isEqualTo((double) greatest);
    }
  }
}
