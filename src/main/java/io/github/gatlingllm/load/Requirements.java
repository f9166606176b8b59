package io.github.gatlingllm.load;

/** What is refused, in words that name the value and what is accepted. */
final class Requirements {

  private Requirements() {}

  static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
