package io.github.gatlingllm.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MillisNumberTest {

  private static long nanos(String text) throws BrokenLineException {
    char[] chars = ("x" + text + "9").toCharArray();
    return MillisNumber.nanos(chars, 1, text.length());
  }

  @Test
  void whatIsWrittenIsReadBackExactly() throws BrokenLineException {
    Random random = new Random(3);
    MillisText text = new MillisText();
    for (int i = 0; i < 20_000; i++) {
      long nanos = random.nextLong() >> random.nextInt(64);
      if (Math.abs(nanos) < Long.MAX_VALUE / 10) {
        text.set(nanos);
        assertThat(nanos(text.toString())).isEqualTo(nanos);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-1, -1000000",
    "1760000000000.123456, 1760000000000123456",
    "1e-06, 1",
    "1.5E1, 15000000",
    "20.1234567, 20123457",
    "0.00000049, 0",
    "9223372036853, 9223372036853000000"
  })
  void otherWritersAreUnderstood(String text, long nanos) throws BrokenLineException {
    assertThat(nanos(text)).isEqualTo(nanos);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e300", "99999999999999999999999", "-1e15"})
  void whatNoLongHoldsIsBroken(String text) {
    assertThatThrownBy(() -> nanos(text)).isInstanceOf(BrokenLineException.class);
  }
}
