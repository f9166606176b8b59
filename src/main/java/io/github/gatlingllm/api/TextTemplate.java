package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A text with placeholders such as <code>${model}</code>; <code>$${</code> stands for the two
 * characters themselves.
 *
 * @param parts what it is made of, in order
 */
record TextTemplate(List<Part> parts) {

  private static final String OPEN = "${";
  private static final String ESCAPED = "$${";
  private static final int EXCERPT_CHARS = 40;

  /** A part of it. */
  sealed interface Part {}

  /** What is the same in every request. */
  record Literal(String text) implements Part {}

  /** What each request fills in. */
  record Slot(Placeholder placeholder) implements Part {}

  TextTemplate {
    parts = List.copyOf(parts);
  }

  /**
   * Reads a text.
   *
   * @throws IllegalArgumentException if a placeholder is not known or not closed; the message
   *     begins with the placeholder
   */
  static TextTemplate parse(String text) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int index = 0;
    while (index < text.length()) {
      if (text.startsWith(ESCAPED, index)) {
        literal.append(OPEN);
        index += ESCAPED.length();
      } else if (text.startsWith(OPEN, index)) {
        int close = text.indexOf('}', index);
        addLiteral(literal, parts);
        parts.add(new Slot(placeholder(text, index + OPEN.length(), close)));
        index = close + 1;
      } else {
        literal.append(text.charAt(index++));
      }
    }
    addLiteral(literal, parts);
    return new TextTemplate(parts);
  }

  private static void addLiteral(StringBuilder literal, List<Part> parts) {
    if (!literal.isEmpty()) {
      parts.add(new Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  private static Placeholder placeholder(String text, int from, int close) {
    if (close < 0) {
      throw new IllegalArgumentException(
          "a placeholder is not closed by '}'; $${ stands for the characters ${");
    }
    String name = text.substring(from, close);
    return Placeholder.named(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "${"
                        + (name.length() > EXCERPT_CHARS
                            ? name.substring(0, EXCERPT_CHARS) + "…"
                            : name)
                        + "} is not a placeholder; accepted are "
                        + Placeholder.names()
                        + ", and $${ for the characters ${"));
  }

  boolean uses(Placeholder placeholder) {
    return parts.contains(new Slot(placeholder));
  }

  /** All that is the same in every request. */
  String literals() {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append(part instanceof Literal literal ? literal.text() : "");
    }
    return text.toString();
  }

  /**
   * What becomes of it in a request: the value itself of a placeholder that stands alone, empty if
   * the request has none; else a text.
   */
  Optional<JsonNode> value(LlmRequest request) {
    return parts.size() == 1 && parts.get(0) instanceof Slot only
        ? only.placeholder().in(request)
        : Optional.of(TextNode.valueOf(text(request, UnaryOperator.identity())));
  }

  /**
   * The text of a request; a value that is no text is its JSON, one that it has not is nothing.
   *
   * @param encoded what a value is turned into to stand where it does
   */
  String text(LlmRequest request, UnaryOperator<String> encoded) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Literal literal) {
        text.append(literal.text());
      } else if (part instanceof Slot slot) {
        slot.placeholder()
            .in(request)
            .ifPresent(value -> text.append(encoded.apply(asText(value))));
      }
    }
    return text.toString();
  }

  private static String asText(JsonNode value) {
    return value.isTextual() ? value.textValue() : value.toString();
  }
}
