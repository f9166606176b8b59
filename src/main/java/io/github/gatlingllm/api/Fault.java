package io.github.gatlingllm.api;

import java.util.Objects;

/**
 * An error that a server reports inside an answer that began well.
 *
 * @param code the server's code or type for it, or an empty string
 * @param message the server's words
 */
public record Fault(String code, String message) {

  /** An API of a user's own may know neither. */
  public Fault {
    code = Objects.requireNonNullElse(code, "");
    message = Objects.requireNonNullElse(message, "");
  }
}
