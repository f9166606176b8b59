package io.github.gatlingllm.objective;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers for people. */
final class Figures {

  private static final int DECIMALS = 3;
  private static final double PERCENT = 100;

  private Figures() {}

  /** With at most three decimals. */
  static String text(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_UP);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  static String percent(double share) {
    return text(PERCENT * share) + " %";
  }
}
