package io.github.gatlingllm.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MillisTextTest {

  private final MillisText text = new MillisText();

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "1,0.000001",
    "10,0.00001",
    "999999,0.999999",
    "1000000,1",
    "10000000,10",
    "1500000,1.5",
    "-1000000,-1",
    "-1,-0.000001",
    "1764000000123456789,1764000000123.456789"
  })
  void saysMillisecondsExactly(long nanos, String expected) {
    assertThat(textOf(nanos)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, Long.MIN_VALUE + 1, Long.MAX_VALUE})
  void holdsTheLongestNumbers(long nanos) {
    assertThat(textOf(nanos)).isEqualTo(exactly(nanos));
  }

  @Test
  void saysWhatBigDecimalSays() {
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      long nanos = random.nextLong() >> random.nextInt(64);
      assertThat(textOf(nanos)).isEqualTo(exactly(nanos));
    }
  }

  private String textOf(long nanos) {
    text.set(nanos);
    assertThat(new String(text.chars(), text.offset(), text.length())).isEqualTo(text.toString());
    return text.toString();
  }

  private static String exactly(long nanos) {
    return nanos == 0 ? "0" : BigDecimal.valueOf(nanos, 6).stripTrailingZeros().toPlainString();
  }
}
