package io.github.gatlingllm.aws;

/** There are no credentials to sign with, or none that are still valid. */
public final class MissingCredentialsException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /** With one sentence for people. */
  MissingCredentialsException(String message) {
    super(message);
  }
}
