package io.github.gatlingllm.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.api.ContentPart;
import io.github.gatlingllm.api.Message;
import io.github.gatlingllm.prompt.Prompt;
import java.io.IOException;

/**
 * A line of {@code prompts.jsonl}: flotest's, where a prompt is one text; else OpenAI's {@code
 * messages} with the same numbers. Both are read back by {@code benchmark.inputFile}.
 */
final class PromptLine {

  private PromptLine() {}

  static String of(Prompt prompt) throws IOException {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (isOneText(prompt)) {
      json.put("text", prompt.text());
    } else {
      ArrayNode messages = json.putArray("messages");
      prompt.messages().forEach(message -> messages.add(message(message)));
    }
    if (prompt.tokenCount() != Prompt.UNKNOWN) {
      json.put("tokenCount", prompt.tokenCount());
    }
    if (prompt.outputTokenTarget() != Prompt.UNKNOWN) {
      json.put("outputTokenTarget", prompt.outputTokenTarget());
    }
    prompt.body().forEach((key, value) -> json.set(key, Json.tree(value)));
    return Json.line(json);
  }

  private static boolean isOneText(Prompt prompt) {
    Message first = prompt.messages().get(0);
    return prompt.messages().size() == 1
        && first.role().equals("user")
        && first.isPlain()
        && first.extra().isEmpty()
        && prompt.body().isEmpty();
  }

  private static ObjectNode message(Message message) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("role", message.role());
    if (message.isPlain()) {
      json.put("content", message.text());
    } else if (!message.parts().isEmpty()) {
      ArrayNode parts = json.putArray("content");
      message.parts().forEach(part -> parts.add(part(part)));
    }
    message.extra().forEach((key, value) -> json.set(key, Json.tree(value)));
    return json;
  }

  private static JsonNode part(ContentPart part) {
    if (part instanceof ContentPart.Text text) {
      return JsonNodeFactory.instance.objectNode().put("type", "text").put("text", text.text());
    }
    if (part instanceof ContentPart.Image image) {
      ObjectNode json = JsonNodeFactory.instance.objectNode().put("type", "image_url");
      ObjectNode place = json.putObject("image_url").put("url", image.url());
      if (!image.detail().isEmpty()) {
        place.put("detail", image.detail());
      }
      return json;
    }
    return Json.tree(((ContentPart.Raw) part).json());
  }
}
