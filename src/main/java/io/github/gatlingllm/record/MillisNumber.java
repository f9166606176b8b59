package io.github.gatlingllm.record;

/** Milliseconds in decimal, as nanoseconds: what {@link MillisText} writes, read back. */
final class MillisNumber {

  private static final int DECIMALS = 6;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final long MAX_BEFORE_DIGIT = Long.MAX_VALUE / 10 - 1;

  private MillisNumber() {}

  /**
   * The nanoseconds of a JSON number, exactly where it has at most six decimals, rounded otherwise.
   *
   * @throws BrokenLineException if they are more than a long holds
   */
  static long nanos(char[] chars, int offset, int length) throws BrokenLineException {
    int end = offset + length;
    boolean negative = chars[offset] == '-';
    long nanos = 0;
    int decimals = -1;
    for (int i = negative ? offset + 1 : offset; i < end; i++) {
      char c = chars[i];
      if (c == '.') {
        decimals = 0;
      } else if (c < '0' || c > '9' || nanos > MAX_BEFORE_DIGIT || decimals == DECIMALS) {
        return rounded(new String(chars, offset, length));
      } else {
        nanos = nanos * 10 + (c - '0');
        decimals += decimals >= 0 ? 1 : 0;
      }
    }
    for (int i = Math.max(0, decimals); i < DECIMALS; i++) {
      if (nanos > MAX_BEFORE_DIGIT) {
        return rounded(new String(chars, offset, length));
      }
      nanos *= 10;
    }
    return negative ? -nanos : nanos;
  }

  /** Other programs that rewrite a log write exponents, and digits that nobody measured. */
  private static long rounded(String text) throws BrokenLineException {
    double nanos = Double.parseDouble(text) * NANOS_PER_MILLI;
    if (!(Math.abs(nanos) < Long.MAX_VALUE)) {
      throw new BrokenLineException("a time is out of range");
    }
    return Math.round(nanos);
  }
}
