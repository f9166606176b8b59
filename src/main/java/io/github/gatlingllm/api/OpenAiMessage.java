package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A message as OpenAI's chat completions have it. */
final class OpenAiMessage {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONTENT = "content";

  private OpenAiMessage() {}

  /**
   * Puts role, content and further members; one text is a string, anything else a list of parts.
   */
  static void write(Message message, ObjectNode json) {
    json.put("role", message.role());
    if (message.isPlain()) {
      json.put(CONTENT, message.text());
    } else if (message.parts().isEmpty()) {
      json.putNull(CONTENT); // An assistant that only called tools.
    } else {
      ArrayNode parts = json.putArray(CONTENT);
      message.parts().forEach(part -> write(part, parts.addObject()));
    }
    message.extra().forEach((key, value) -> json.set(key, JSON.valueToTree(value)));
  }

  private static void write(ContentPart part, ObjectNode json) {
    if (part instanceof ContentPart.Text text) {
      json.put("type", "text").put("text", text.text());
    } else if (part instanceof ContentPart.Image image) {
      ObjectNode url = json.put("type", "image_url").putObject("image_url");
      url.put("url", image.url());
      if (!image.detail().isEmpty()) {
        url.put("detail", image.detail());
      }
    } else if (part instanceof ContentPart.Raw raw) {
      raw.json().forEach((key, value) -> json.set(key, JSON.valueToTree(value)));
    }
  }
}
