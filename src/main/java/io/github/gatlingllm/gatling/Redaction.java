package io.github.gatlingllm.gatling;

import java.util.function.UnaryOperator;

/**
 * Takes an API key out of texts that are written or shown: servers repeat keys in their messages,
 * and some answers echo what they were sent.
 *
 * @param key the key, or an empty string
 */
record Redaction(String key) implements UnaryOperator<String> {

  /**
   * Shorter ones are placeholders for servers that want any key ({@code none}, {@code EMPTY}): no
   * secret, and to take them out of an answer would take its letters out.
   */
  private static final int MIN_SECRET_CHARS = 8;

  @Override
  public String apply(String text) {
    return key.length() < MIN_SECRET_CHARS ? text : text.replace(key, "***");
  }
}
