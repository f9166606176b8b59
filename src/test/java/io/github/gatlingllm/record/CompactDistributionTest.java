package io.github.gatlingllm.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A compact distribution has the same figures, on both sides of the number that it lists. */
class CompactDistributionTest {

  private static void add(Random random, int count, Distribution... to) {
    for (int i = 0; i < count; i++) {
      long value = random.nextLong(-10, 5_000_000_000L);
      long times = random.nextInt(20) == 0 ? random.nextInt(40) : 1;
      for (Distribution distribution : to) {
        distribution.add(value, times);
      }
    }
  }

  private static void assertSame(Distribution compact, Distribution plain) {
    assertThat(compact.count()).isEqualTo(plain.count());
    assertThat(compact.moments().mean()).isEqualTo(plain.moments().mean());
    for (double percentile : new double[] {0, 1, 50, 99, 99.9, 100}) {
      assertThat(compact.percentile(percentile)).isEqualTo(plain.percentile(percentile));
    }
    assertThat(compact.histogram()).isEqualTo(plain.histogram());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, 500, 1000, 1500, 5000})
  void isThatOfAPlainOne(int count) {
    Distribution compact = Distribution.compact();
    Distribution plain = new Distribution();
    add(new Random(count), count, compact, plain);

    assertSame(compact, plain);
    add(new Random(-count), count, compact, plain); // Once it has been asked.
    assertSame(compact, plain);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 700, 2000})
  void mergesAsAPlainOneDoes(int count) {
    for (int other : new int[] {0, 5, 700, 2000}) {
      Distribution compact = Distribution.compact();
      Distribution plain = new Distribution();
      add(new Random(1), count, compact, plain);
      Distribution added = Distribution.compact();
      add(new Random(2), other, added, plain);

      compact.add(added);

      assertSame(compact, plain);
    }
  }
}
