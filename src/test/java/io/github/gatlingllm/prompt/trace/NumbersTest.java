package io.github.gatlingllm.prompt.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gatlingllm.prompt.dataset.RecordException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

  @Test
  void timesAndCountsAreExact() throws RecordException {
    assertThat(Numbers.nanos("t", " 1.5e3 ", 1_000_000, "milliseconds")).isEqualTo(1_500_000_000L);
    assertThat(Numbers.nanos("t", "0.0000004", 1_000_000, "milliseconds")).isZero();
    assertThat(Numbers.tokens("n", "1e3", 1)).isEqualTo(1000);
    assertThat(Numbers.tokens("n", "12.0", 1)).isEqualTo(12);
  }

  /** To round or to write out such a number takes hours. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e-10000000",
        "1e10000000",
        "1e2147483647",
        "-1e-2147483647",
        "0.00000000000000000000000000000000000000000000000000000000000000000001",
      })
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whatNoTraceHasIsRefusedAtOnce(String text) {
    assertThatThrownBy(() -> Numbers.nanos("t", text, 1_000_000, "milliseconds"))
        .isInstanceOf(RecordException.class)
        .hasMessageContaining("is not a time in milliseconds, 0 or more");
    assertThatThrownBy(() -> Numbers.tokens("n", text, 1))
        .isInstanceOf(RecordException.class)
        .hasMessageContaining("is not a whole number from 1 to");
  }
}
