package io.github.gatlingllm.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How numbers are divided and written, so that no file ever holds a NaN or an infinity. */
final class Numbers {

  static final double NANOS_PER_MILLI = 1e6;
  static final double NANOS_PER_SECOND = 1e9;
  static final double MILLIS_PER_SECOND = 1e3;
  static final double MILLION = 1e6;

  /** What rates are kept in, so that histograms of whole numbers keep their digits. */
  static final double THOUSANDTHS = 1e3;

  private static final int DECIMALS = 3;

  private Numbers() {}

  /** A quotient, or 0 where there is nothing to divide by. */
  static double ratio(double dividend, double divisor) {
    return divisor > 0 ? dividend / divisor : 0;
  }

  /** A quotient, or 0 where there is nothing to divide by. */
  static double ratio(long dividend, double divisor) {
    return ratio((double) dividend, divisor);
  }

  /** A share, or 0 where there is nothing to divide by. */
  static double ratio(long dividend, long divisor) {
    return ratio((double) dividend, (double) divisor);
  }

  /** The number with all its digits; without a fraction if it is whole. */
  static BigDecimal exact(double value) {
    if (!Double.isFinite(value)) {
      return BigDecimal.ZERO;
    }
    return plain(BigDecimal.valueOf(value));
  }

  /** The number with at most three decimals. */
  static BigDecimal rounded(double value) {
    if (!Double.isFinite(value)) {
      return BigDecimal.ZERO;
    }
    return plain(BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_UP));
  }

  private static BigDecimal plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0, RoundingMode.UNNECESSARY) : stripped;
  }

  /** A percentile's name, such as {@code p99} or {@code p99.9}. */
  static String percentileKey(double percentile) {
    return "p" + exact(percentile).toPlainString();
  }
}
