package io.github.gatlingllm.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleReservoirTest {

  private static SampleReservoir of(int max, double... samples) {
    SampleReservoir reservoir = new SampleReservoir(max);
    DoubleStream.of(samples).forEach(reservoir::add);
    return reservoir;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 255, 1023, 1024, 1025, 5000})
  void allAreKeptInOrderUpToTheBound(int count) {
    double[] samples = new Random(1).doubles(count).toArray();
    SampleReservoir reservoir = of(count, samples);
    assertThat(reservoir.isComplete()).isTrue();
    assertThat(reservoir.sorted()).containsExactly(DoubleStream.of(samples).sorted().toArray());
    reservoir.add(0.5);
    assertThat(reservoir.isComplete()).isFalse();
    assertThat(reservoir.sorted()).hasSize(count);
  }

  @Test
  void mergingIsConcatenation() {
    SampleReservoir merged = of(4, 3, 1);
    merged.add(of(4, 4, 2));
    assertThat(merged.sorted()).containsExactly(1, 2, 3, 4);
    assertThat(merged.isComplete()).isTrue();
  }

  @Test
  void mergingBeyondTheBoundIsIncomplete() {
    SampleReservoir merged = of(3, 3, 1);
    merged.add(of(3, 4, 2));
    assertThat(merged.sorted()).containsExactly(1, 3, 4);
    assertThat(merged.isComplete()).isFalse();
  }

  @Test
  void whatWasIncompleteBeforeMergingStaysSo() {
    SampleReservoir merged = of(100);
    merged.add(of(1, 1, 2));
    assertThat(merged.isComplete()).isFalse();
  }
}
