package io.github.gatlingllm.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Numbers as text: those of flags, and those of messages. */
final class NumberText {

  private static final int MAX_CHARS = 40;
  private static final Pattern JSON_NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private NumberText() {}

  /** Returns the number exactly as the JSON file would have held it, or the text if it is none. */
  static JsonNode parse(String text) {
    String trimmed = text.trim();
    if (trimmed.length() > MAX_CHARS || !JSON_NUMBER.matcher(trimmed).matches()) {
      return TextNode.valueOf(text);
    }
    try {
      return JsonText.MAPPER.readTree(trimmed);
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(text);
    }
  }

  /** Returns the number without an exponent and without trailing zeros: 600, 0.5. */
  static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
