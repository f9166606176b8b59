package io.github.gatlingllm.metrics;

import static io.github.gatlingllm.timing.TokenTimeline.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.timing.TokenTimeline;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenSpreadTest {

  private static int[] spread(int outputTokens, int... running) {
    TokenTimeline timeline = new TokenTimeline();
    for (int i = 0; i < running.length; i++) {
      timeline.append(i, true, running[i]);
    }
    return TokenSpread.of(timeline, outputTokens);
  }

  @Test
  void differencesOfTheRunningCount() {
    assertThat(spread(7, 1, 3, 3, 7)).containsExactly(1, 2, 0, 4);
  }

  @Test
  void tokensThatCameAfterTheLastOutputGoWithIt() {
    assertThat(spread(9, 1, 3, 7)).containsExactly(1, 2, 6);
  }

  @Test
  void gapsInTheRunningCountAreFilledEvenly() {
    assertThat(spread(8, UNKNOWN, 4, UNKNOWN, UNKNOWN, 7, UNKNOWN))
        .containsExactly(2, 2, 1, 1, 1, 1);
  }

  @Test
  void withoutRunningCountAllIsSpreadEvenly() {
    assertThat(spread(7, UNKNOWN, UNKNOWN, UNKNOWN)).containsExactly(2, 2, 3);
    assertThat(spread(2, UNKNOWN, UNKNOWN, UNKNOWN)).containsExactly(0, 1, 1);
  }

  @Test
  void aCountThatContradictsItselfIsNotUsed() {
    assertThat(spread(6, 3, 2, 6)).containsExactly(2, 2, 2);
    assertThat(spread(6, 3, 9, 9)).containsExactly(2, 2, 2);
  }

  @Test
  void noEventsBringNoTokens() {
    assertThat(spread(5)).isEmpty();
  }

  @Test
  void itAlwaysAddsUp() {
    Random random = new Random(11);
    for (int round = 0; round < 10_000; round++) {
      int[] running = new int[1 + random.nextInt(10)];
      int count = 0;
      for (int i = 0; i < running.length; i++) {
        count += random.nextInt(4) - (random.nextInt(20) == 0 ? 2 : 0);
        running[i] = random.nextInt(3) == 0 ? UNKNOWN : Math.max(0, count);
      }
      int outputTokens = Math.max(0, count + random.nextInt(5) - 1);
      int[] tokens = spread(outputTokens, running);
      assertThat(Arrays.stream(tokens).sum()).isEqualTo(outputTokens);
      assertThat(Arrays.stream(tokens).allMatch(value -> value >= 0)).isTrue();
    }
  }
}
