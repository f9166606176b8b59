package io.github.gatlingllm.framing;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a decoder handed over, as text. */
final class Frames implements FrameSink {

  private final List<String> seen = new ArrayList<>();
  private int comments;

  /** Decodes a body in one read. */
  static Frames decode(FrameDecoder decoder, String body) {
    return decode(decoder, body.getBytes(StandardCharsets.UTF_8));
  }

  /** Decodes a body in reads that end at the given positions, and a last one with the rest. */
  static Frames decode(FrameDecoder decoder, byte[] body, int... cuts) {
    return decode(decoder, body, /* direct= */ false, cuts);
  }

  /**
   * The same.
   *
   * @param direct whether the reads come in memory outside the heap, as a socket delivers them
   */
  static Frames decode(FrameDecoder decoder, byte[] body, boolean direct, int... cuts) {
    Frames frames = new Frames();
    int from = 0;
    for (int cut : cuts) {
      read(decoder, Arrays.copyOfRange(body, from, cut), direct, frames);
      from = cut;
    }
    read(decoder, Arrays.copyOfRange(body, from, body.length), direct, frames);
    decoder.end(frames);
    return frames;
  }

  /** A read whose buffer is used again at once for something else. */
  private static void read(FrameDecoder decoder, byte[] bytes, boolean direct, Frames frames) {
    ByteBuf buffer =
        direct
            ? Unpooled.directBuffer(bytes.length + 1).writeByte('x').writeBytes(bytes).skipBytes(1)
            : Unpooled.wrappedBuffer(bytes);
    decoder.decode(buffer, frames);
    buffer.setBytes(
        buffer.readerIndex(), "x".repeat(bytes.length).getBytes(StandardCharsets.UTF_8));
    buffer.release();
  }

  List<String> seen() {
    return seen;
  }

  int comments() {
    return comments;
  }

  @Override
  public void onFrame(Frame frame) {
    String name = frame.event().isEmpty() ? "" : "[" + frame.event() + "] ";
    seen.add(name + frame.text() + (frame.terminated() ? "" : " (cut)"));
  }

  @Override
  public void onComment() {
    comments++;
  }
}
