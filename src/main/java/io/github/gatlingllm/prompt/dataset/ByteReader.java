package io.github.gatlingllm.prompt.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a file one after the other, with their place and line. A byte order mark at the
 * front is passed over.
 */
final class ByteReader implements Closeable {

  /** What there is at the end. */
  static final int END = -1;

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int at;
  private int end;
  private long before;
  private int line = 1;

  ByteReader(InputStream in) throws IOException {
    this.in = in;
    this.end = Math.max(0, in.readNBytes(buffer, 0, BUFFER_BYTES));
    if (beginsWithMark()) {
      at = BYTE_ORDER_MARK.length;
    }
  }

  private boolean beginsWithMark() {
    for (int i = 0; i < BYTE_ORDER_MARK.length; i++) {
      if (i >= end || (buffer[i] & 0xFF) != BYTE_ORDER_MARK[i]) {
        return false;
      }
    }
    return true;
  }

  /** The next byte, which stays; or {@link #END}. */
  int peek() throws IOException {
    if (at == end) {
      before += end;
      at = 0;
      end = Math.max(0, in.readNBytes(buffer, 0, BUFFER_BYTES));
    }
    return at == end ? END : buffer[at] & 0xFF;
  }

  /** Takes the next byte; or {@link #END}. */
  int next() throws IOException {
    int next = peek();
    if (next != END) {
      at++;
    }
    if (next == '\n') {
      line++;
    }
    return next;
  }

  /** Takes what is blank. */
  void skipBlanks() throws IOException {
    int next = peek();
    while (next == ' ' || next == '\t' || next == '\r' || next == '\n') {
      next();
      next = peek();
    }
  }

  /** Where the next byte lies in the file. */
  long position() {
    return before + at;
  }

  /** The line of the next byte, from 1. */
  int line() {
    return line;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
