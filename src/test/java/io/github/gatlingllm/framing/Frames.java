package io.github.gatlingllm.framing;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
    Frames frames = new Frames();
    int from = 0;
    for (int cut : cuts) {
      decoder.decode(Unpooled.wrappedBuffer(body, from, cut - from), frames);
      from = cut;
    }
    decoder.decode(Unpooled.wrappedBuffer(body, from, body.length - from), frames);
    decoder.end(frames);
    return frames;
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
