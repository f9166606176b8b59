package io.github.gatlingllm.prompt.dataset;

import java.util.Arrays;

/** The bytes of a record while it is read. */
final class RecordBytes {

  /** The longest record of a file, in bytes: 16 MiB. */
  static final int MAX_BYTES = 16 << 20;

  private byte[] bytes = new byte[1 << 12];
  private int size;

  void clear() {
    size = 0;
  }

  void add(int one) throws RecordException {
    if (size == MAX_BYTES) {
      throw new RecordException("is longer than " + MAX_BYTES + " bytes, the most of one record");
    }
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * size);
    }
    bytes[size++] = (byte) one;
  }

  /** Takes a carriage return off the end. */
  void dropReturn() {
    if (size > 0 && bytes[size - 1] == '\r') {
      size--;
    }
  }

  boolean isBlank() {
    for (int i = 0; i < size; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  byte[] copy() {
    return Arrays.copyOf(bytes, size);
  }
}
