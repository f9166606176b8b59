package io.github.gatlingllm.record;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of a file, one after the other, as bytes: memory is bounded by the longest line, and
 * that by {@link #MAX_LINE_BYTES}. Not thread-safe.
 */
final class LogLines implements Closeable {

  /**
   * The longest line that is read. The longest that is written has {@link
   * io.github.gatlingllm.timing.TokenTimeline#MAX_EVENTS} gaps, and texts of a million characters.
   */
  static final int MAX_LINE_BYTES = 64 << 20;

  private static final int INITIAL_BYTES = 1 << 17;

  private final InputStream in;
  private final int maxLineBytes;
  private byte[] buffer = new byte[INITIAL_BYTES];
  private int filled;
  private int start;
  private int end;
  private int scanned;
  private long number;
  private boolean terminated;
  private boolean tooLong;
  private boolean exhausted;

  LogLines(InputStream in, int maxLineBytes) {
    this.in = in;
    this.maxLineBytes = maxLineBytes;
  }

  /** Goes on to the next line; false at the end. An empty end of the file is no line. */
  boolean next() throws IOException {
    start = Math.min(filled, terminated ? end + 1 : end);
    scanned = start;
    tooLong = false;
    while (true) {
      int newline = indexOfNewline();
      if (newline >= 0) {
        return found(newline, true);
      }
      if (!fill()) {
        return (tooLong || filled > start) && found(filled, false);
      }
    }
  }

  private boolean found(int lineEnd, boolean whole) {
    end = lineEnd;
    terminated = whole;
    number++;
    return true;
  }

  private int indexOfNewline() {
    for (int i = scanned; i < filled; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    scanned = filled;
    return -1;
  }

  /** Reads more of the line; of one that is too long, only its end is looked for. */
  private boolean fill() throws IOException {
    if (filled - start > maxLineBytes) {
      tooLong = true;
    }
    if (tooLong) {
      start = filled;
    }
    System.arraycopy(buffer, start, buffer, 0, filled - start);
    filled -= start;
    scanned -= start;
    start = 0;
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, (int) Math.min(maxLineBytes + 1L, buffer.length * 2L));
    }
    int read = exhausted ? -1 : in.read(buffer, filled, buffer.length - filled);
    exhausted |= read < 0;
    filled += Math.max(0, read);
    return read >= 0;
  }

  /** The number of the line, from 1. */
  long number() {
    return number;
  }

  /** Whether it ends in a newline: the last line of a file that was cut off does not. */
  boolean isTerminated() {
    return terminated;
  }

  /** Whether it was longer than allowed: then its bytes are not there. */
  boolean isTooLong() {
    return tooLong || end - start > maxLineBytes;
  }

  /** Where the line lies; until the next one. */
  byte[] bytes() {
    return buffer;
  }

  /** Where in the bytes the line begins. */
  int offset() {
    return start;
  }

  /** How long the line is, in bytes, without its newline. */
  int length() {
    return end - start;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
