package io.github.gatlingllm.record;

import java.io.Serial;

/** A line of a file that does not say what it should; its message is for people. */
public final class BrokenLineException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  /** Why the line cannot be used. */
  public BrokenLineException(String message) {
    super(message);
  }
}
