package io.github.gatlingllm.framing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds the ends of lines, eight bytes at a time: every byte of every stream is looked at here. */
final class LineEnds {

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LINE_FEEDS = ONES * '\n';
  private static final long CARRIAGE_RETURNS = ONES * '\r';

  private LineEnds() {}

  /** The index of the first LF or CR from {@code from} on, or {@code to} if there is none. */
  static int next(byte[] bytes, int from, int to) {
    int index = from;
    for (; index + Long.BYTES <= to; index += Long.BYTES) {
      long word = (long) WORDS.get(bytes, index);
      long hits = zeros(word ^ LINE_FEEDS) | zeros(word ^ CARRIAGE_RETURNS);
      if (hits != 0) {
        return index + (Long.numberOfTrailingZeros(hits) >>> 3);
      }
    }
    while (index < to && bytes[index] != '\n' && bytes[index] != '\r') {
      index++;
    }
    return index;
  }

  /**
   * The high bit of each byte that is zero; exact up to the first of them, which is what counts.
   */
  private static long zeros(long word) {
    return (word - ONES) & ~word & HIGH_BITS;
  }
}
