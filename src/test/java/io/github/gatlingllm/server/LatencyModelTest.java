package io.github.gatlingllm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyModelTest {

  private static final LatencyModel STEADY = LatencyModel.defaults().withJitter(0);

  private final SplittableRandom random = new SplittableRandom(1);

  @ParameterizedTest
  @CsvSource({"0, 20000000", "8, 21000000", "8000, 1020000000"})
  void firstTokenTakesABaseAndThePromptsLengthOverTheSpeed(int promptTokens, long nanos) {
    assertThat(STEADY.firstTokenNanos(promptTokens, random)).isEqualTo(nanos);
  }

  @ParameterizedTest
  @CsvSource({"1, 8000000", "2, 8150000", "21, 11000000"})
  void gapGrowsWithEveryFurtherStream(int activeStreams, long nanos) {
    assertThat(STEADY.gapNanos(activeStreams, random)).isEqualTo(nanos);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.1, 0.5, 1})
  void jitterHasTheGivenSpreadKeepsTheMeanAndIsNeverNegative(double jitter) {
    LatencyModel model = LatencyModel.defaults().withJitter(jitter);
    int draws = 200_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < draws; i++) {
      long nanos = model.gapNanos(1, random);
      assertThat(nanos).isNotNegative();
      double factor = nanos / 8e6;
      sum += factor;
      squares += factor * factor;
    }
    double mean = sum / draws;
    assertThat(mean).isCloseTo(1, within(0.01));
    assertThat(Math.sqrt(squares / draws - mean * mean)).isCloseTo(jitter, within(jitter * 0.05));
  }

  @Test
  void equalSeedsDrawEqualTimes() {
    LatencyModel model = LatencyModel.defaults();
    SplittableRandom same = new SplittableRandom(1);
    for (int i = 0; i < 100; i++) {
      assertThat(model.gapNanos(3, random)).isEqualTo(model.gapNanos(3, same));
    }
  }

  @Test
  void instantTakesNoTime() {
    assertThat(LatencyModel.instant().firstTokenNanos(1_000_000, random)).isZero();
    assertThat(LatencyModel.instant().gapNanos(1_000, random)).isZero();
  }

  @Test
  void refusesWhatMakesNoSense() {
    Duration gap = Duration.ofMillis(8);
    Duration negative = Duration.ofNanos(-1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LatencyModel(negative, 1, gap, gap, 0))
        .withMessageContaining("firstToken");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LatencyModel(gap, 0, gap, gap, 0))
        .withMessageContaining("prefillTokensPerSecond");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LatencyModel(gap, 1, Duration.ofDays(1), gap, 0))
        .withMessageContaining("gap");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LatencyModel(gap, 1, gap, negative, 0))
        .withMessageContaining("gapPerExtraStream");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LatencyModel.defaults().withJitter(Double.NaN))
        .withMessageContaining("jitter");
  }
}
