package io.github.gatlingllm.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineOrderTest {

  private static List<Integer> draw(LineOrder order, int count) {
    return IntStream.range(0, count).mapToObj(i -> order.next()).toList();
  }

  @Test
  void eachLineComesOnceBeforeAnyComesAgain() {
    LineOrder order = new LineOrder(100, new SplittableRandom(1));
    List<Integer> all = IntStream.range(0, 100).boxed().toList();
    List<Integer> first = draw(order, 100);
    List<Integer> second = draw(order, 100);
    assertThat(first).containsExactlyInAnyOrderElementsOf(all).isNotEqualTo(all);
    assertThat(second).containsExactlyInAnyOrderElementsOf(all).isNotEqualTo(first);
  }

  @Test
  void everyOrderIsAsLikelyAsAnother() {
    SplittableRandom random = new SplittableRandom(2);
    Map<List<Integer>, Integer> orders = new HashMap<>();
    for (int i = 0; i < 24_000; i++) {
      orders.merge(draw(new LineOrder(4, random), 4), 1, Integer::sum);
    }
    // 1,000 expected of each of the 24; five standard deviations are 155.
    assertThat(orders).hasSize(24);
    assertThat(orders.values())
        .allSatisfy(count -> assertThat(count).isCloseTo(1_000, within(155)));
  }

  @Test
  void oneLineComesAgainAndAgain() {
    assertThat(draw(new LineOrder(1, new SplittableRandom(3)), 5)).containsOnly(0);
  }
}
