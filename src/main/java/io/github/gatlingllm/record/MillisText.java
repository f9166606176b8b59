package io.github.gatlingllm.record;

/**
 * Nanoseconds as milliseconds in decimal, exactly and without an exponent: what {@code
 * BigDecimal.valueOf(nanos, 6).stripTrailingZeros().toPlainString()} says, without its garbage. A
 * run log has one for every token. Used again for each; not for use by several threads.
 */
final class MillisText {

  private static final int DECIMALS = 6;

  /** A sign, the 19 digits that a long has at most, and a point. */
  private final char[] chars = new char[21];

  private int offset = chars.length;

  /** Takes a number of nanoseconds. */
  void set(long nanos) {
    // Negative, since a long has one negative number more than positive ones.
    long rest = nanos < 0 ? nanos : -nanos;
    offset = chars.length;
    boolean fraction = false;
    for (int i = 0; i < DECIMALS; i++) {
      int digit = (int) -(rest % 10);
      rest /= 10;
      fraction |= digit != 0;
      if (fraction) {
        chars[--offset] = (char) ('0' + digit);
      }
    }
    if (fraction) {
      chars[--offset] = '.';
    }
    do {
      chars[--offset] = (char) ('0' - rest % 10);
      rest /= 10;
    } while (rest != 0);
    if (nanos < 0) {
      chars[--offset] = '-';
    }
  }

  char[] chars() {
    return chars;
  }

  int offset() {
    return offset;
  }

  int length() {
    return chars.length - offset;
  }

  @Override
  public String toString() {
    return new String(chars, offset, length());
  }
}
