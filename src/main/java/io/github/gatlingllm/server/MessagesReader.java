package io.github.gatlingllm.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code messages} of a chat request into the texts whose tokens are counted.
 *
 * <p>They are the contents of all messages, to be joined by line feeds. A real server adds the
 * tokens of its chat template; this one adds none, so that the count is the one a client can
 * repeat.
 */
final class MessagesReader {

  private final List<String> texts = new ArrayList<>();

  private MessagesReader() {}

  static List<String> messagesOf(JsonNode root) throws RefusedException {
    JsonNode messages = ChatRequestReader.present(root, "messages");
    if (messages == null) {
      throw new RefusedException(ApiError.missingField("messages"));
    }
    if (!messages.isArray() || messages.isEmpty()) {
      throw refused("messages", "must be an array of at least one message.");
    }
    MessagesReader reader = new MessagesReader();
    for (int i = 0; i < messages.size(); i++) {
      reader.message(messages.get(i), "messages[" + i + "]");
    }
    return reader.texts;
  }

  private void message(JsonNode message, String path) throws RefusedException {
    if (!message.isObject()) {
      throw refused(path, "must be an object.");
    }
    JsonNode role = ChatRequestReader.present(message, "role");
    if (role == null) {
      throw new RefusedException(ApiError.missingField(path + ".role"));
    }
    if (!role.isTextual()) {
      throw refused(path + ".role", "must be a string.");
    }
    JsonNode content = ChatRequestReader.present(message, "content");
    if (content != null) {
      content(content, path + ".content");
    } else if (!message.has("tool_calls")) {
      // An assistant's message that only calls tools is the one kind without content.
      throw new RefusedException(ApiError.missingField(path + ".content"));
    }
  }

  private void content(JsonNode content, String path) throws RefusedException {
    if (content.isTextual()) {
      add(content.textValue());
      return;
    }
    if (!content.isArray()) {
      throw refused(path, "must be a string or an array of content parts.");
    }
    for (int i = 0; i < content.size(); i++) {
      part(content.get(i), path + "[" + i + "]");
    }
  }

  private void part(JsonNode part, String path) throws RefusedException {
    if (!part.isObject()) {
      throw refused(path, "must be an object.");
    }
    if (!"text".equals(part.path("type").asText())) {
      throw refused(path + ".type", "must be 'text': this endpoint reads nothing else.");
    }
    JsonNode text = part.path("text");
    if (!text.isTextual()) {
      throw refused(path + ".text", "must be a string.");
    }
    add(text.textValue());
  }

  private void add(String text) {
    texts.add(text);
  }

  private static RefusedException refused(String param, String message) {
    return new RefusedException(ApiError.badField(param, message));
  }
}
