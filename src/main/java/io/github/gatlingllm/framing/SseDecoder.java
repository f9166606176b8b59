package io.github.gatlingllm.framing;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Decodes an event stream by the rules of the WHATWG HTML standard, section "Server-sent events".
 *
 * <p>Lines end in LF, CR or CRLF, in any mixture; a leading byte order mark is dropped; {@code
 * data} lines of one event are joined by LF; one space after the colon is dropped; comments and
 * unknown fields are ignored. Works on bytes, so a character cut by a read is never seen in halves.
 *
 * <p>One deliberate difference: where the standard throws away an event that the end of the body
 * left without its blank line, this decoder hands it over, marked as not terminated. Servers do
 * leave out the last blank line, and a finished answer must not be lost for it.
 */
public final class SseDecoder implements FrameDecoder {

  private static final ByteProcessor NOT_LINE_END = value -> value != '\n' && value != '\r';
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final byte[] DATA = {'d', 'a', 't', 'a'};
  private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};
  private static final byte[] ID = {'i', 'd'};
  private static final byte[] RETRY = {'r', 'e', 't', 'r', 'y'};

  private final Frame frame = new Frame();
  private final ByteAccumulator line;
  private final ByteAccumulator data;
  private boolean hasData;
  private String event = "";
  private boolean firstLine = true;
  private boolean lastWasCarriageReturn;
  private boolean recognized;

  /**
   * A decoder for one body.
   *
   * @param maxFrameBytes the longest line and the longest data of one event, in bytes
   */
  public SseDecoder(int maxFrameBytes) {
    this.line = new ByteAccumulator(maxFrameBytes);
    this.data = new ByteAccumulator(maxFrameBytes);
  }

  /** Whether at least one line was a comment or a field of the standard. */
  boolean isRecognized() {
    return recognized;
  }

  @Override
  public void decode(ByteBuf bytes, FrameSink sink) {
    int index = bytes.readerIndex();
    int end = bytes.writerIndex();
    while (index < end) {
      if (lastWasCarriageReturn && bytes.getByte(index) == '\n') {
        lastWasCarriageReturn = false;
        index++;
        continue;
      }
      lastWasCarriageReturn = false;
      int lineEnd = bytes.forEachByte(index, end - index, NOT_LINE_END);
      int stop = lineEnd < 0 ? end : lineEnd;
      line.append(bytes, index, stop - index);
      if (lineEnd < 0) {
        return;
      }
      lastWasCarriageReturn = bytes.getByte(lineEnd) == '\r';
      onLine(sink);
      index = lineEnd + 1;
    }
  }

  @Override
  public void end(FrameSink sink) {
    if (line.length() > 0) {
      onLine(sink);
    }
    if (hasData) {
      dispatch(sink, false);
    }
  }

  private void onLine(FrameSink sink) {
    byte[] bytes = line.array();
    int length = line.length();
    int start = 0;
    if (firstLine) {
      firstLine = false;
      start = startsWith(bytes, 0, length, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
    }
    if (start == length) {
      if (hasData) {
        dispatch(sink, true);
      }
      event = "";
    } else if (bytes[start] == ':') {
      recognized = true;
      sink.onComment();
    } else {
      onField(bytes, start, length);
    }
    line.clear();
  }

  private void onField(byte[] bytes, int start, int end) {
    int colon = start;
    while (colon < end && bytes[colon] != ':') {
      colon++;
    }
    int value = Math.min(colon + 1, end);
    if (value < end && bytes[value] == ' ') {
      value++;
    }
    if (isField(bytes, start, colon, DATA)) {
      data.append(bytes, value, end - value);
      data.append((byte) '\n');
      hasData = true;
      recognized = true;
    } else if (isField(bytes, start, colon, EVENT)) {
      event = new String(bytes, value, end - value, StandardCharsets.UTF_8);
      recognized = true;
    } else if (isField(bytes, start, colon, ID) || isField(bytes, start, colon, RETRY)) {
      recognized = true; // They are for reconnecting, which a load test must never do.
    }
  }

  private void dispatch(FrameSink sink, boolean terminated) {
    data.dropLast();
    Frame next = frame.with(event, data.array(), data.length(), terminated);
    hasData = false;
    event = "";
    try {
      sink.onFrame(next);
    } finally {
      data.clear();
    }
  }

  private static boolean isField(byte[] bytes, int start, int end, byte[] name) {
    return end - start == name.length && startsWith(bytes, start, end, name);
  }

  private static boolean startsWith(byte[] bytes, int start, int end, byte[] prefix) {
    return end - start >= prefix.length
        && Arrays.equals(bytes, start, start + prefix.length, prefix, 0, prefix.length);
  }
}
