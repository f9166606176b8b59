package io.github.gatlingllm.framing;

import io.netty.buffer.ByteBuf;

/**
 * Turns the bytes of one response body into frames. Fed with whatever a read delivers: the frames
 * are the same for every way the bytes may be split. One instance a body; not thread-safe.
 */
public interface FrameDecoder {

  /**
   * Takes all readable bytes of a read. The buffer stays the caller's.
   *
   * @throws FrameTooLongException if a frame outgrows the decoder's bound
   */
  void decode(ByteBuf bytes, FrameSink sink);

  /** The body is over: hands over what is still open, marked as not terminated. */
  void end(FrameSink sink);
}
