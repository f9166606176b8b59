package io.github.gatlingllm.framing;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a body as what it is: a JSON document if its first byte (after white space and a byte
 * order mark) opens an object or a list, else an event stream.
 *
 * <p>Content types are not asked: servers send errors as plain JSON inside a 200 that promised an
 * event stream, and proxies rewrite types.
 */
public final class BodyDecoder implements FrameDecoder {

  private final int maxFrameBytes;
  private final ByteAccumulator undecided;
  private @Nullable FrameDecoder chosen;
  private boolean stream;

  /**
   * A decoder for one body.
   *
   * @param maxFrameBytes the longest event, or the longest body that is not a stream, in bytes
   */
  public BodyDecoder(int maxFrameBytes) {
    this.maxFrameBytes = maxFrameBytes;
    this.undecided = new ByteAccumulator(maxFrameBytes);
  }

  /** Whether the body turned out to be an event stream; false until it is known. */
  public boolean isStream() {
    return stream;
  }

  @Override
  public void decode(ByteBuf bytes, FrameSink sink) {
    if (chosen != null) {
      chosen.decode(bytes, sink);
      return;
    }
    int first = firstTelling(bytes);
    if (first < 0) {
      undecided.append(bytes, bytes.readerIndex(), bytes.readableBytes());
      return;
    }
    FrameDecoder decoder = choose(bytes.getByte(first));
    decoder.decode(Unpooled.wrappedBuffer(undecided.array(), 0, undecided.length()), sink);
    decoder.decode(bytes, sink);
  }

  private FrameDecoder choose(byte first) {
    stream = first != '{' && first != '[';
    FrameDecoder decoder =
        stream ? new SseDecoder(maxFrameBytes) : new JsonBodyDecoder(maxFrameBytes);
    chosen = decoder;
    return decoder;
  }

  @Override
  public void end(FrameSink sink) {
    if (chosen != null) {
      chosen.end(sink);
    }
  }

  private static int firstTelling(ByteBuf bytes) {
    return bytes.forEachByte(
        value ->
            value == ' '
                || value == '\t'
                || value == '\r'
                || value == '\n'
                || value == (byte) 0xEF
                || value == (byte) 0xBB
                || value == (byte) 0xBF);
  }
}
