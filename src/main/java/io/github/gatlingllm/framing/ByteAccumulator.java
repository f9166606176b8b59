package io.github.gatlingllm.framing;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** A growing, bounded byte buffer that is used again; takes no memory until it is used. */
final class ByteAccumulator {

  private static final int INITIAL_CAPACITY = 512;

  private static final byte[] NONE = {};

  private final int maxBytes;
  private byte[] bytes = NONE;
  private int length;

  ByteAccumulator(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  void append(ByteBuf source, int index, int count) {
    ensure(count);
    source.getBytes(index, bytes, length, count);
    length += count;
  }

  void append(byte[] source, int offset, int count) {
    ensure(count);
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
  }

  void append(byte value) {
    ensure(1);
    bytes[length++] = value;
  }

  private void ensure(int more) {
    if (more > maxBytes - length) {
      throw new FrameTooLongException(maxBytes);
    }
    if (length + more > bytes.length) {
      long doubled = Math.max(bytes.length * 2L, (long) length + more);
      bytes = Arrays.copyOf(bytes, (int) Math.min(maxBytes, Math.max(INITIAL_CAPACITY, doubled)));
    }
  }

  byte[] array() {
    return bytes;
  }

  int length() {
    return length;
  }

  void dropLast() {
    length--;
  }

  void clear() {
    length = 0;
  }
}
