package io.github.gatlingllm.prompt.length;

import java.math.BigDecimal;

/** A number as text, without what a whole number does not need. */
final class Figure {

  private Figure() {}

  static String of(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
