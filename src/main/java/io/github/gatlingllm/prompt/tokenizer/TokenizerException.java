package io.github.gatlingllm.prompt.tokenizer;

/** A tokenizer cannot be had, or cannot count: the message says which, why, and what to do. */
public final class TokenizerException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  TokenizerException(String message) {
    super(message);
  }

  TokenizerException(String message, Throwable cause) {
    super(message, cause);
  }
}
