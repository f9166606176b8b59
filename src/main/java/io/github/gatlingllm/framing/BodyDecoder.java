package io.github.gatlingllm.framing;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a body as what it is by its first byte (after white space and a byte order mark): JSON
 * documents if it opens an object or a list, AWS's binary event stream if it is zero, which begins
 * the length of every message below 16 MiB; else an event stream of text.
 *
 * <p>Content types are not asked: servers send errors as plain JSON inside a 200 that promised an
 * event stream, and proxies rewrite types.
 */
public final class BodyDecoder implements AnswerDecoder {

  private final int maxFrameBytes;
  private final ByteAccumulator undecided;
  private @Nullable SseDecoder events;
  private @Nullable JsonLinesDecoder documents;
  private @Nullable AwsEventStreamDecoder messages;

  /**
   * A decoder for one body.
   *
   * @param maxFrameBytes the longest event, or the longest body that is not a stream, in bytes
   */
  public BodyDecoder(int maxFrameBytes) {
    this.maxFrameBytes = maxFrameBytes;
    this.undecided = new ByteAccumulator(maxFrameBytes);
  }

  /**
   * Whether the body turned out to be a stream: of events, or of more than one JSON document. False
   * until it is known.
   */
  @Override
  public boolean isStream() {
    return events != null
        || (messages != null && messages.isStream())
        || (documents != null && documents.documents() > 1);
  }

  /**
   * Whether what came in so far may be a stream or JSON: false once there is text in which no line
   * belongs to an event stream, such as a page of HTML.
   */
  @Override
  public boolean isRecognized() {
    return messages == null ? events == null || events.isRecognized() : messages.isRecognized();
  }

  @Override
  public void decode(ByteBuf bytes, FrameSink sink) {
    FrameDecoder chosen = chosen();
    if (chosen == null) {
      int first = firstTelling(bytes);
      if (first < 0) {
        undecided.append(bytes, bytes.readerIndex(), bytes.readableBytes());
        return;
      }
      chosen = choose(bytes.getByte(first));
      if (undecided.length() > 0) {
        chosen.decode(Unpooled.wrappedBuffer(undecided.array(), 0, undecided.length()), sink);
      }
    }
    chosen.decode(bytes, sink);
  }

  private @Nullable FrameDecoder chosen() {
    if (messages != null) {
      return messages;
    }
    return events != null ? events : documents;
  }

  private FrameDecoder choose(byte first) {
    if (first == '{' || first == '[') {
      documents = new JsonLinesDecoder(maxFrameBytes);
      return documents;
    }
    if (first == 0) {
      messages = new AwsEventStreamDecoder(maxFrameBytes);
      return messages;
    }
    events = new SseDecoder(maxFrameBytes);
    return events;
  }

  @Override
  public void end(FrameSink sink) {
    FrameDecoder chosen = chosen();
    if (chosen != null) {
      chosen.end(sink);
    }
  }

  private static int firstTelling(ByteBuf bytes) {
    return bytes.forEachByte(value -> isWhiteSpace(value) || isByteOrderMark(value));
  }

  static boolean isWhiteSpace(byte value) {
    return value == ' ' || value == '\t' || value == '\r' || value == '\n';
  }

  /** Whether the byte is one of the three of UTF-8's byte order mark. */
  static boolean isByteOrderMark(byte value) {
    return value == (byte) 0xEF || value == (byte) 0xBB || value == (byte) 0xBF;
  }
}
