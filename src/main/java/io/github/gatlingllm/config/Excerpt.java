package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** A value as a message shows it: on one line, and short however long the value is. */
final class Excerpt {

  private static final int MAX_CHARS = 80;

  private Excerpt() {}

  /** Objects and arrays are only named: what is in them is not the point, and may be secret. */
  static String of(JsonNode node) {
    if (node.isObject()) {
      return "an object";
    }
    if (node.isArray()) {
      return "an array";
    }
    return shortened(node.isTextual() ? JsonText.compact(node) : node.asText());
  }

  /** Control characters are escaped, so that a value cannot forge a line of its own. */
  static String of(String text) {
    String quoted = JsonText.compact(TextNode.valueOf(text));
    String escaped = quoted.substring(1, quoted.length() - 1).replace("\\\"", "\"");
    return shortened(escaped.replace("\\\\", "\\"));
  }

  private static String shortened(String text) {
    return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "…";
  }
}
