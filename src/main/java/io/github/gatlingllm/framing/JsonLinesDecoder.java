package io.github.gatlingllm.framing;

import io.netty.buffer.ByteBuf;

/**
 * Decodes a body of JSON documents: one alone, on one line or many, or newline-delimited JSON.
 *
 * <p>A document that is an object or a list is handed over with its closing bracket, not with the
 * line end that may come a read later. Anything else that stands between two documents is a line of
 * its own and is handed over as such, for the reader to judge.
 */
public final class JsonLinesDecoder implements FrameDecoder {

  private final Frame frame = new Frame();
  private final ByteAccumulator document;
  private long documents;
  private int depth;
  private boolean inString;
  private boolean escaped;

  /**
   * A decoder for one body.
   *
   * @param maxFrameBytes the longest document, in bytes
   */
  public JsonLinesDecoder(int maxFrameBytes) {
    this.document = new ByteAccumulator(maxFrameBytes);
  }

  /** How many documents have come in whole. */
  long documents() {
    return documents;
  }

  @Override
  public void decode(ByteBuf bytes, FrameSink sink) {
    int start = bytes.readerIndex();
    int end = bytes.writerIndex();
    for (int i = start; i < end; i++) {
      byte value = bytes.getByte(i);
      if (document.length() == 0 && i == start && isBetween(value)) {
        start = i + 1;
      } else if (closes(value)) {
        // A line end that closes a scalar is white space to every reader of JSON.
        document.append(bytes, start, i + 1 - start);
        start = i + 1;
        hand(sink, true);
      }
    }
    document.append(bytes, start, end - start);
  }

  @Override
  public void end(FrameSink sink) {
    if (document.length() > 0) {
      hand(sink, false);
    }
  }

  private void hand(FrameSink sink, boolean whole) {
    Frame next = frame.with("", document.array(), 0, document.length(), whole);
    documents += whole ? 1 : 0;
    try {
      sink.onFrame(next);
    } finally {
      document.clear();
    }
  }

  /** Whether the byte ends a document: the bracket of an object or list, or a scalar's line end. */
  private boolean closes(byte value) {
    if (inString) {
      if (escaped) {
        escaped = false;
      } else if (value == '\\') {
        escaped = true;
      } else if (value == '"') {
        inString = false;
      }
      return false;
    }
    switch (value) {
      case '"' -> inString = depth > 0;
      case '{', '[' -> depth++;
      case '}', ']' -> {
        depth = Math.max(0, depth - 1);
        return depth == 0;
      }
      default -> {
        return value == '\n' && depth == 0;
      }
    }
    return false;
  }

  private static boolean isBetween(byte value) {
    return BodyDecoder.isWhiteSpace(value) || BodyDecoder.isByteOrderMark(value);
  }
}
