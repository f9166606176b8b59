package io.github.gatlingllm.framing;

import io.netty.buffer.ByteBuf;

/** Collects a whole body into one frame, handed over at the end of the body. */
public final class JsonBodyDecoder implements FrameDecoder {

  private final Frame frame = new Frame();
  private final ByteAccumulator body;

  /**
   * A decoder for one body.
   *
   * @param maxBodyBytes the longest body, in bytes
   */
  public JsonBodyDecoder(int maxBodyBytes) {
    this.body = new ByteAccumulator(maxBodyBytes);
  }

  @Override
  public void decode(ByteBuf bytes, FrameSink sink) {
    body.append(bytes, bytes.readerIndex(), bytes.readableBytes());
  }

  @Override
  public void end(FrameSink sink) {
    if (body.length() > 0) {
      sink.onFrame(frame.with("", body.array(), body.length(), true));
    }
  }
}
