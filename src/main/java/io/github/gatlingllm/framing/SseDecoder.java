package io.github.gatlingllm.framing;

import io.netty.buffer.ByteBuf;
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
public final class SseDecoder implements AnswerDecoder {

  private static final int COPIED_BYTES = 4096;

  /**
   * Where bytes are that came outside of the heap, while they are scanned: not kept by a stream.
   */
  private static final ThreadLocal<byte[]> COPIED =
      ThreadLocal.withInitial(() -> new byte[COPIED_BYTES]);

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final byte[] DATA = {'d', 'a', 't', 'a'};
  private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};
  private static final byte[] ID = {'i', 'd'};
  private static final byte[] RETRY = {'r', 'e', 't', 'r', 'y'};

  private final Frame frame = new Frame();
  private final int maxFrameBytes;

  /** What earlier reads brought of a line; empty as long as reads end where lines do. */
  private final ByteAccumulator line;

  /** The data of the event, each line with its LF, unless all of it is {@link #inPlace}. */
  private final ByteAccumulator data;

  private boolean hasData;

  /** Whether the data is still where it came in, in the bytes that are being scanned. */
  private boolean inPlace;

  private int dataFrom;
  private int dataTo;
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
    this.maxFrameBytes = maxFrameBytes;
    this.line = new ByteAccumulator(maxFrameBytes);
    this.data = new ByteAccumulator(maxFrameBytes);
  }

  @Override
  public boolean isStream() {
    return true;
  }

  /** Whether at least one line was a comment or a field of the standard. */
  @Override
  public boolean isRecognized() {
    return recognized;
  }

  @Override
  public void decode(ByteBuf bytes, FrameSink sink) {
    int index = bytes.readerIndex();
    int end = bytes.writerIndex();
    if (bytes.hasArray()) {
      scan(bytes.array(), bytes.arrayOffset() + index, bytes.arrayOffset() + end, sink);
      return;
    }
    // Piece by piece, so that a long read needs no more room than a short one.
    byte[] copied = COPIED.get();
    while (index < end) {
      int count = Math.min(COPIED_BYTES, end - index);
      bytes.getBytes(index, copied, 0, count);
      scan(copied, 0, count, sink);
      index += count;
    }
  }

  private void scan(byte[] bytes, int from, int to, FrameSink sink) {
    int index = from;
    while (index < to) {
      if (lastWasCarriageReturn && bytes[index] == '\n') {
        lastWasCarriageReturn = false;
        index++;
        continue;
      }
      lastWasCarriageReturn = false;
      int lineEnd = LineEnds.next(bytes, index, to);
      if (lineEnd == to) {
        line.append(bytes, index, to - index);
        break;
      }
      lastWasCarriageReturn = bytes[lineEnd] == '\r';
      if (line.length() == 0) {
        onLine(bytes, index, lineEnd, true, sink);
      } else {
        line.append(bytes, index, lineEnd - index);
        onKeptLine(sink);
      }
      index = lineEnd + 1;
    }
    keepData(bytes); // They are the caller's again.
  }

  @Override
  public void end(FrameSink sink) {
    if (line.length() > 0) {
      onKeptLine(sink);
    }
    if (hasData) {
      dispatch(data.array(), sink, false);
    }
  }

  private void onKeptLine(FrameSink sink) {
    onLine(line.array(), 0, line.length(), false, sink);
    line.clear();
  }

  /**
   * A line is complete.
   *
   * @param scanned whether it is in the bytes that are being scanned
   */
  private void onLine(byte[] bytes, int from, int end, boolean scanned, FrameSink sink) {
    if (end - from > maxFrameBytes) {
      throw new FrameTooLongException(maxFrameBytes);
    }
    int start = from;
    if (firstLine) {
      firstLine = false;
      start += startsWith(bytes, from, end, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
    }
    if (start == end) {
      if (hasData) {
        dispatch(bytes, sink, true);
      }
      forgetEvent();
    } else if (bytes[start] == ':') {
      recognized = true;
      sink.onComment();
    } else {
      onField(bytes, start, end, scanned);
    }
  }

  private void onField(byte[] bytes, int start, int end, boolean scanned) {
    int colon = start;
    while (colon < end && bytes[colon] != ':') {
      colon++;
    }
    int value = Math.min(colon + 1, end);
    if (value < end && bytes[value] == ' ') {
      value++;
    }
    if (isField(bytes, start, colon, DATA)) {
      onData(bytes, value, end, scanned);
      recognized = true;
    } else if (isField(bytes, start, colon, EVENT)) {
      event = new String(bytes, value, end - value, StandardCharsets.UTF_8);
      recognized = true;
    } else if (isField(bytes, start, colon, ID) || isField(bytes, start, colon, RETRY)) {
      recognized = true; // They are for reconnecting, which a load test must never do.
    }
  }

  private void onData(byte[] bytes, int from, int to, boolean scanned) {
    if (scanned && !hasData) {
      inPlace = true;
      dataFrom = from;
      dataTo = to;
    } else {
      keepData(bytes);
      addData(bytes, from, to);
    }
    hasData = true;
  }

  /** Before a line that is not among the scanned bytes nothing is in place: it is the first. */
  private void keepData(byte[] scanned) {
    if (inPlace) {
      inPlace = false;
      addData(scanned, dataFrom, dataTo);
    }
  }

  private void addData(byte[] bytes, int from, int to) {
    data.append(bytes, from, to - from);
    data.append((byte) '\n');
  }

  private void dispatch(byte[] scanned, FrameSink sink, boolean terminated) {
    Frame next = frame(scanned, terminated);
    inPlace = false;
    hasData = false;
    forgetEvent();
    try {
      sink.onFrame(next);
    } finally {
      data.clear();
    }
  }

  private void forgetEvent() {
    if (!event.isEmpty()) {
      event = "";
    }
  }

  private Frame frame(byte[] scanned, boolean terminated) {
    if (inPlace) {
      return frame.with(event, scanned, dataFrom, dataTo - dataFrom, terminated);
    }
    data.dropLast();
    return frame.with(event, data.array(), 0, data.length(), terminated);
  }

  private static boolean isField(byte[] bytes, int start, int end, byte[] name) {
    return end - start == name.length && startsWith(bytes, start, end, name);
  }

  private static boolean startsWith(byte[] bytes, int start, int end, byte[] prefix) {
    return end - start >= prefix.length
        && Arrays.equals(bytes, start, start + prefix.length, prefix, 0, prefix.length);
  }
}
