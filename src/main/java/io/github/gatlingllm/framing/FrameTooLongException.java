package io.github.gatlingllm.framing;

/** A frame outgrew the bound of its decoder. */
public final class FrameTooLongException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  FrameTooLongException(int maxFrameBytes) {
    super(
        "a single event of the response is longer than " + maxFrameBytes + " bytes",
        null,
        false,
        false);
  }
}
