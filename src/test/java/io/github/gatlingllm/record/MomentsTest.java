package io.github.gatlingllm.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {

  private static Moments of(double... samples) {
    Moments moments = new Moments();
    for (double sample : samples) {
      moments.add(sample, 1);
    }
    return moments;
  }

  private static void assertMatchesTwoPasses(Moments moments, double[] samples) {
    double mean = Arrays.stream(samples).average().orElseThrow();
    double squares = Arrays.stream(samples).map(x -> (x - mean) * (x - mean)).sum();
    double deviation = Math.sqrt(squares / (samples.length - 1));
    assertThat(moments.count()).isEqualTo(samples.length);
    assertThat(moments.min()).isEqualTo(Arrays.stream(samples).min().orElseThrow());
    assertThat(moments.max()).isEqualTo(Arrays.stream(samples).max().orElseThrow());
    assertThat(moments.mean()).isCloseTo(mean, within(1e-9 * Math.abs(mean) + 1e-9));
    assertThat(moments.standardDeviation()).isCloseTo(deviation, within(1e-7 * deviation));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void onePassAgreesWithTwoPassesEvenFarFromZero(long seed) {
    Random random = new Random(seed);
    double origin = seed % 2 == 0 ? 1e15 : 0;
    double[] samples = random.doubles(5000, origin, origin + 1e9).toArray();
    assertMatchesTwoPasses(of(samples), samples);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 17, 999, 1000})
  void mergingIsConcatenation(int cut) {
    double[] samples = new Random(7).doubles(1000, 0, 1e10).toArray();
    Moments merged = of(Arrays.copyOf(samples, cut));
    merged.add(of(Arrays.copyOfRange(samples, cut, samples.length)));
    assertMatchesTwoPasses(merged, samples);
  }

  @Test
  void theOrderOfSamplesChangesNoDigit() {
    Random random = new Random(8);
    List<Double> samples = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      samples.add(i % 2 == 0 ? (double) random.nextLong(1L << 45) : random.nextDouble() * 1e4);
    }
    Moments first = of(samples.stream().mapToDouble(x -> x).toArray());
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(samples, random);
      double[] shuffled = samples.stream().mapToDouble(x -> x).toArray();
      Moments merged = of(Arrays.copyOf(shuffled, 700 * i));
      merged.add(of(Arrays.copyOfRange(shuffled, 700 * i, shuffled.length)));
      assertThat(merged.mean()).isEqualTo(first.mean());
      assertThat(merged.standardDeviation()).isEqualTo(first.standardDeviation());
    }
  }

  @Test
  void wholeNumbersAreTheSameEitherWayAndInAnyOrder() {
    Random random = new Random(10);
    List<Long> samples = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      samples.add(random.nextLong() >>> (20 + random.nextInt(43)));
    }
    Moments first = of(samples.stream().mapToDouble(x -> x).toArray());
    for (int i = 0; i < 10; i++) {
      Collections.shuffle(samples, random);
      Moments whole = new Moments();
      Moments parts = new Moments();
      samples.subList(0, 1500 * i).forEach(whole::add);
      samples.subList(1500 * i, samples.size()).forEach(parts::add);
      whole.add(parts);
      assertThat(whole.count()).isEqualTo(first.count());
      assertThat(whole.min()).isEqualTo(first.min());
      assertThat(whole.max()).isEqualTo(first.max());
      assertThat(whole.mean()).isEqualTo(first.mean());
      assertThat(whole.standardDeviation()).isEqualTo(first.standardDeviation());
    }
  }

  @Test
  void wholeNumbersAreSummedExactly() {
    BigInteger sum = BigInteger.ZERO;
    BigInteger squares = BigInteger.ZERO;
    Random random = new Random(9);
    Moments moments = new Moments();
    int n = 100_000;
    for (int i = 0; i < n; i++) {
      long sample = 1_000_000_000_000L + random.nextLong(1000);
      moments.add(sample, 1);
      sum = sum.add(BigInteger.valueOf(sample));
      squares = squares.add(BigInteger.valueOf(sample).pow(2));
    }
    BigInteger spread = squares.multiply(BigInteger.valueOf(n)).subtract(sum.pow(2));
    double variance =
        new BigDecimal(spread)
            .divide(BigDecimal.valueOf((long) n * (n - 1)), MathContext.DECIMAL128)
            .doubleValue();
    assertThat(moments.mean()).isEqualTo(sum.doubleValue() / n);
    assertThat(moments.standardDeviation()).isEqualTo(Math.sqrt(variance));
  }

  @Test
  void aSampleManyTimesIsManySamples() {
    Moments moments = of(5);
    moments.add(2, 3);
    moments.add(9, 0);
    moments.add(9, -1);
    assertMatchesTwoPasses(moments, new double[] {5, 2, 2, 2});
  }

  @Test
  void withoutSamplesAllIsZero() {
    Moments none = of();
    none.add(new Moments());
    assertThat(none.count()).isZero();
    assertThat(none.min()).isZero();
    assertThat(none.max()).isZero();
    assertThat(none.mean()).isZero();
    assertThat(none.standardDeviation()).isZero();
    assertThat(of(3).standardDeviation()).isZero();
  }
}
