package io.github.gatlingllm.prompt.dataset;

/** A record of a file cannot be used; the message says why, and what is accepted. */
public final class RecordException extends Exception {

  private static final long serialVersionUID = 1L;

  /** With the reason. */
  public RecordException(String message) {
    super(message);
  }

  /** The reason. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
