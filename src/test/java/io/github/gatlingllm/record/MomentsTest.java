package io.github.gatlingllm.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
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
