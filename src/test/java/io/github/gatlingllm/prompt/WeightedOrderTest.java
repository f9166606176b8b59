package io.github.gatlingllm.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightedOrderTest {

  private static int[] counts(WeightedOrder order, int kinds, int first, int count) {
    int[] counts = new int[kinds];
    IntStream.range(first, first + count).forEach(i -> counts[order.kind(i)]++);
    return counts;
  }

  private static List<Integer> kinds(WeightedOrder order, int count) {
    return IntStream.range(0, count).mapToObj(order::kind).toList();
  }

  @Test
  void everyBlockHasItsExactShareWhereWholePeriodsFillIt() {
    WeightedOrder order = new WeightedOrder(new int[] {3, 1}, 42);

    for (int block = 0; block < 100; block++) {
      assertThat(counts(order, 2, block * WeightedOrder.BLOCK, WeightedOrder.BLOCK))
          .containsExactly(24, 8);
    }
  }

  @Test
  void sharesAreExactOncePeriodsEndWithABlock() {
    int[] weights = {500, 300, 150, 40, 9, 1};
    WeightedOrder order = new WeightedOrder(weights, 7);

    // 4000 is the first number that both 1000 and 32 divide.
    assertThat(counts(order, 6, 0, 4000)).containsExactly(2000, 1200, 600, 160, 36, 4);
    assertThat(counts(order, 6, 4000, 4000)).containsExactly(2000, 1200, 600, 160, 36, 4);
  }

  /** The promise of Tijdeman's rule, for weights of any kind. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noKindIsEverOneRequestFromItsShareAtTheEndOfABlock(long seed) {
    Random random = new Random(seed);
    int[] weights = random.ints(1 + random.nextInt(64), 0, 1001).toArray();
    weights[0] = 1 + random.nextInt(1000);
    double all = Arrays.stream(weights).sum();
    WeightedOrder order = new WeightedOrder(weights, seed);
    int[] counts = new int[weights.length];

    for (int i = 0; i < 6400; i++) {
      counts[order.kind(i)]++;
      if ((i + 1) % WeightedOrder.BLOCK == 0) {
        for (int kind = 0; kind < weights.length; kind++) {
          assertThat(Math.abs(counts[kind] - (i + 1) * weights[kind] / all))
              .as("kind %d of %s after %d", kind, Arrays.toString(weights), i + 1)
              .isLessThan(1);
        }
      }
    }
  }

  @Test
  void aWeightOfZeroNeverComes() {
    assertThat(counts(new WeightedOrder(new int[] {0, 5, 0}, 1), 3, 0, 1000))
        .containsExactly(0, 1000, 0);
  }

  @Test
  void weightsAreReduced() {
    assertThat(new WeightedOrder(new int[] {750, 250}, 1).periodLength()).isEqualTo(4);
    assertThat(new WeightedOrder(new int[] {7}, 1).periodLength()).isEqualTo(1);
    assertThat(kinds(new WeightedOrder(new int[] {750, 250}, 1), 200))
        .isEqualTo(kinds(new WeightedOrder(new int[] {3, 1}, 1), 200));
  }

  @Test
  void theSeedDecidesAndNothingElse() {
    List<Integer> some = kinds(new WeightedOrder(new int[] {3, 2, 1}, 42), 500);
    assertThat(kinds(new WeightedOrder(new int[] {3, 2, 1}, 42), 500)).isEqualTo(some);
    assertThat(kinds(new WeightedOrder(new int[] {3, 2, 1}, 43), 500)).isNotEqualTo(some);

    WeightedOrder backwards = new WeightedOrder(new int[] {3, 2, 1}, 42);
    for (int i = 499; i >= 0; i--) {
      assertThat(backwards.kind(i)).isEqualTo(some.get(i));
    }
    assertThat(backwards.kind(1L << 40)).isBetween(0, 2);
  }

  /** Else each of so many streams would always get the same kind. */
  @Test
  void noPlaceOfABeatIsAlwaysOfOneKind() {
    WeightedOrder order = new WeightedOrder(new int[] {1, 1}, 42);
    for (int beat : List.of(2, 4, 8, 16, 32, 64)) {
      for (int place = 0; place < beat; place++) {
        Set<Integer> met = new HashSet<>();
        for (int i = place; i < 100 * beat; i += beat) {
          met.add(order.kind(i));
        }
        assertThat(met).as("place %d of %d", place, beat).hasSize(2);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void howManyOfAKindCameBeforeIsWhatCountingThemSays(long seed) {
    Random random = new Random(seed);
    int[] weights = {1 + random.nextInt(99), random.nextInt(99), random.nextInt(5)};
    WeightedOrder order = new WeightedOrder(weights, seed);
    int[] before = new int[weights.length];
    for (int i = 0; i < 1000; i++) {
      for (int kind = 0; kind < weights.length; kind++) {
        assertThat(order.before(i, kind)).as("before %d", i).isEqualTo(before[kind]);
      }
      before[order.kind(i)]++;
    }
  }
}
