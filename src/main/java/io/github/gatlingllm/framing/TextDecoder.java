package io.github.gatlingllm.framing;

import io.netty.buffer.ByteBuf;

/**
 * Decodes a body that is text and nothing else: UTF-8 without any framing.
 *
 * <p>What a read delivers is one frame, because nothing else says when a piece of it came. So the
 * frames, unlike those of other decoders, depend on how the bytes are split; all of them together
 * do not: a character that a read cuts goes with the next one.
 */
public final class TextDecoder implements AnswerDecoder {

  private static final int MAX_CHARACTER_BYTES = 4;
  private static final int CONTINUATION = 0b1000_0000;
  private static final int CONTINUATION_BITS = 0b1100_0000;

  private final Frame frame = new Frame();
  private final ByteAccumulator text;
  private long frames;

  /**
   * A decoder for one body.
   *
   * @param maxFrameBytes the longest piece, in bytes
   */
  public TextDecoder(int maxFrameBytes) {
    this.text = new ByteAccumulator(maxFrameBytes);
  }

  @Override
  public boolean isStream() {
    return frames > 1;
  }

  @Override
  public void decode(ByteBuf bytes, FrameSink sink) {
    text.append(bytes, bytes.readerIndex(), bytes.readableBytes());
    int whole = wholeCharacters(text.array(), text.length());
    if (whole == 0) {
      return;
    }
    int open = text.length() - whole;
    byte[] cut = new byte[open];
    System.arraycopy(text.array(), whole, cut, 0, open);
    frames++;
    try {
      sink.onFrame(frame.with("", text.array(), 0, whole, true));
    } finally {
      text.clear();
      text.append(cut, 0, open);
    }
  }

  @Override
  public void end(FrameSink sink) {
    if (text.length() > 0) {
      sink.onFrame(frame.with("", text.array(), 0, text.length(), false));
    }
  }

  /** How many bytes are left when a character that is not there in full is taken off the end. */
  private static int wholeCharacters(byte[] bytes, int length) {
    for (int back = 1; back < MAX_CHARACTER_BYTES && back <= length; back++) {
      int value = bytes[length - back] & 0xFF;
      if ((value & CONTINUATION_BITS) != CONTINUATION) {
        return back < bytesOf(value) ? length - back : length;
      }
    }
    return length; // No UTF-8: it is not for here to judge.
  }

  /** How many bytes a character has that begins with this one. */
  private static int bytesOf(int first) {
    int ones = Integer.numberOfLeadingZeros(~(first << 24));
    return ones > MAX_CHARACTER_BYTES ? 1 : Math.max(1, ones);
  }
}
