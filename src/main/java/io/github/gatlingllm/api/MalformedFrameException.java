package io.github.gatlingllm.api;

/** A frame does not hold what its API sends. */
public final class MalformedFrameException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a message for people, which must not hold more than an excerpt of the frame. */
  public MalformedFrameException(String message) {
    super(message, null, false, false);
  }
}
