package io.github.gatlingllm.report;

import java.io.IOException;

/** A folder of which nothing can be reported. Its message is for people, and names the folder. */
public final class UnreadableRunException extends IOException {

  private static final long serialVersionUID = 1L;

  /** One with what is wrong. */
  public UnreadableRunException(String message) {
    super(message);
  }
}
