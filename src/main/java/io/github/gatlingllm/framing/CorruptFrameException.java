package io.github.gatlingllm.framing;

/** A binary frame does not stand its own checksum, or contradicts itself. */
public final class CorruptFrameException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CorruptFrameException(String message) {
    super(message, null, false, false);
  }
}
