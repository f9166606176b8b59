package io.github.gatlingllm.framing;

/** A decoder that also tells what kind of body it is decoding. */
public interface AnswerDecoder extends FrameDecoder {

  /** Whether the body turned out to be a stream: of several frames. False until it is known. */
  boolean isStream();

  /** Whether what came in so far may be what this decodes. */
  default boolean isRecognized() {
    return true;
  }
}
