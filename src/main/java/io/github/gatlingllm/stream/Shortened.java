package io.github.gatlingllm.stream;

/** Text from a server, bounded. */
final class Shortened {

  private Shortened() {}

  static String of(String text, int maxChars) {
    return text.length() <= maxChars ? text : text.substring(0, maxChars) + "…";
  }
}
