package io.github.gatlingllm.prompt;

import java.util.List;

/** Prompts cannot be had: the message says which input is at fault and what is wrong with it. */
public final class PromptException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With the reason in full. */
  public PromptException(String message) {
    super(message);
  }

  /** The message's lines: of a file one for each fault. */
  public List<String> faults() {
    return String.valueOf(getMessage()).lines().toList();
  }

  /** With what was the cause of it. */
  public PromptException(String message, Throwable cause) {
    super(message, cause);
  }
}
