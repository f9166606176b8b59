package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a template may leave open, for each request to fill in. */
enum Placeholder {
  /** The model's name. */
  MODEL("model"),
  /** The texts of all messages, a blank line between two. */
  PROMPT("prompt"),
  /** The texts of the system messages, if there is one. */
  SYSTEM_PROMPT("systemPrompt"),
  /** The texts of the other messages. */
  USER_PROMPT("userPrompt"),
  /** All messages, as OpenAI's chat has them. */
  MESSAGES("messages"),
  /** The limit on output tokens, if there is one. */
  MAX_TOKENS("maxTokens"),
  /** Whether the answer is to be streamed. */
  STREAM("stream"),
  /** Whether a stream is to end with its token counts. */
  INCLUDE_USAGE("includeUsage");

  private static final String SYSTEM = "system";

  private final String key;

  Placeholder(String key) {
    this.key = key;
  }

  /**
   * Its value in a request; empty where the request has none.
   *
   * @throws IllegalArgumentException if it is a text, and a message holds anything else
   */
  Optional<JsonNode> in(LlmRequest request) {
    return switch (this) {
      case MODEL -> text(request.model());
      case PROMPT -> text(plain(request.messages()));
      case SYSTEM_PROMPT -> systemPrompt(messages(request, true));
      case USER_PROMPT -> text(plain(messages(request, false)));
      case MESSAGES -> Optional.of(list(request.messages()));
      case MAX_TOKENS -> maxTokens(request.maxTokens());
      case STREAM -> Optional.of(BooleanNode.valueOf(request.streaming()));
      case INCLUDE_USAGE -> Optional.of(BooleanNode.valueOf(request.includeUsage()));
    };
  }

  private static Optional<JsonNode> maxTokens(OptionalInt limit) {
    return limit.isPresent() ? Optional.of(IntNode.valueOf(limit.getAsInt())) : Optional.empty();
  }

  static Optional<Placeholder> named(String key) {
    return Stream.of(values()).filter(placeholder -> placeholder.key.equals(key)).findFirst();
  }

  /** All of them, for a message. */
  static String names() {
    return Stream.of(values())
        .map(placeholder -> "${" + placeholder.key + "}")
        .collect(Collectors.joining(", "));
  }

  private static Optional<JsonNode> text(String text) {
    return Optional.of(TextNode.valueOf(text));
  }

  private static Optional<JsonNode> systemPrompt(List<Message> messages) {
    return messages.isEmpty() ? Optional.empty() : text(plain(messages));
  }

  private static List<Message> messages(LlmRequest request, boolean system) {
    return request.messages().stream()
        .filter(message -> message.role().equals(SYSTEM) == system)
        .toList();
  }

  private static String plain(List<Message> messages) {
    return PlainPrompt.ofTexts(messages, TemplateApi.NAME);
  }

  private static ArrayNode list(List<Message> messages) {
    ArrayNode list = JsonCall.JSON.createArrayNode();
    messages.forEach(message -> OpenAiMessage.write(message, list.addObject()));
    return list;
  }
}
