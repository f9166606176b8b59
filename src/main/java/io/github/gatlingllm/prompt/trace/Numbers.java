package io.github.gatlingllm.prompt.trace;

import io.github.gatlingllm.prompt.dataset.JsonObjects;
import io.github.gatlingllm.prompt.dataset.RecordException;
import io.github.gatlingllm.prompt.length.TokenLength;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** The numbers of traces, exactly. */
final class Numbers {

  /** A hundred years: what is later is no time from the beginning of a trace. */
  private static final BigDecimal MAX_NANOS = new BigDecimal("3153600000000000000");

  /** Far more than any count or time has, and few enough to reckon with. */
  private static final int MAX_CHARS = 64;

  private static final int MAX_SCALE = 30;

  private Numbers() {}

  /** A number of some size: {@code 1e-10000000} is short to write and takes hours to round. */
  private static BigDecimal number(String text) {
    String stripped = text.strip();
    if (stripped.length() > MAX_CHARS) {
      throw new NumberFormatException("longer than any number of a trace");
    }
    BigDecimal number = new BigDecimal(stripped);
    if (Math.abs((long) number.scale()) > MAX_SCALE) {
      throw new NumberFormatException("smaller or larger than any number of a trace");
    }
    return number;
  }

  /** Tokens, from a least number on. */
  static int tokens(String name, String text, int least) throws RecordException {
    try {
      long tokens = number(text).longValueExact();
      if (tokens >= least && tokens <= TokenLength.MAX_TOKENS) {
        return (int) tokens;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // What it is not is told below.
    }
    throw new RecordException(
        name
            + ": "
            + JsonObjects.excerpt(text)
            + " is not a whole number from "
            + least
            + " to "
            + TokenLength.MAX_TOKENS);
  }

  /** A time, from 0 on, in nanoseconds. */
  static long nanos(String name, String text, long nanosPerUnit, String unit)
      throws RecordException {
    try {
      BigDecimal nanos = number(text).multiply(BigDecimal.valueOf(nanosPerUnit));
      if (nanos.signum() >= 0 && nanos.compareTo(MAX_NANOS) <= 0) {
        return nanos.setScale(0, RoundingMode.HALF_UP).longValueExact();
      }
    } catch (NumberFormatException e) {
      // What it is not is told below.
    }
    throw new RecordException(
        name + ": " + JsonObjects.excerpt(text) + " is not a time in " + unit + ", 0 or more");
  }
}
