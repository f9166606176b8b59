package io.github.gatlingllm.framing;

import io.netty.buffer.ByteBuf;

/** Takes a body for one frame without data, whatever it holds; keeps none of it. */
public final class WholeBodyDecoder implements AnswerDecoder {

  private static final byte[] NOTHING = {};

  private final Frame frame = new Frame();

  @Override
  public boolean isStream() {
    return false;
  }

  @Override
  public void decode(ByteBuf bytes, FrameSink sink) {
    // What it is does not matter, and when it ends the end of the body tells.
  }

  @Override
  public void end(FrameSink sink) {
    sink.onFrame(frame.with("", NOTHING, 0, 0, false));
  }
}
