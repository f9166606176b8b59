package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A conversation as Anthropic's Messages have it. */
final class AnthropicMessage {

  private static final Set<String> SYSTEM = Set.of("system", "developer");
  private static final String CONTENT = "content";

  private AnthropicMessage() {}

  /** Puts {@code system}, if there is any, and {@code messages}. */
  static void write(List<Message> messages, ObjectNode body) {
    List<Message> system = messages.stream().filter(AnthropicMessage::isSystem).toList();
    if (system.size() == 1 && isText(system.get(0))) {
      body.put("system", system.get(0).text());
    } else if (!system.isEmpty()) {
      ArrayNode blocks = body.putArray("system");
      system.forEach(message -> writeBlocks(message, blocks));
    }
    ArrayNode turns = body.putArray("messages");
    messages.stream()
        .filter(message -> !isSystem(message))
        .forEach(message -> write(message, turns.addObject()));
  }

  private static boolean isSystem(Message message) {
    return SYSTEM.contains(message.role());
  }

  private static boolean isText(Message message) {
    return message.isPlain() && message.extra().isEmpty();
  }

  private static void write(Message message, ObjectNode json) {
    if (message.role().equals(ToolCalls.TOOL)) {
      writeResult(message, json);
      return;
    }
    json.put("role", message.role());
    List<ToolCalls.Call> calls = ToolCalls.of(message);
    if (message.isPlain() && calls.isEmpty()) {
      json.put(CONTENT, message.text());
    } else {
      ArrayNode blocks = json.putArray(CONTENT);
      writeBlocks(message, blocks);
      calls.forEach(
          call ->
              blocks
                  .addObject()
                  .put("type", "tool_use")
                  .put("id", call.id())
                  .put("name", call.name())
                  .set("input", call.arguments()));
    }
    message
        .extra()
        .forEach(
            (key, value) -> {
              if (!key.equals(ToolCalls.CALLS)) {
                json.set(key, JsonCall.JSON.valueToTree(value));
              }
            });
  }

  private static void writeResult(Message message, ObjectNode json) {
    ObjectNode result = json.put("role", "user").putArray(CONTENT).addObject();
    result.put("type", "tool_result").put("tool_use_id", ToolCalls.resultOf(message));
    if (message.isPlain()) {
      result.put(CONTENT, message.text());
    } else {
      writeBlocks(message, result.putArray(CONTENT));
    }
  }

  private static void writeBlocks(Message message, ArrayNode blocks) {
    for (ContentPart part : message.parts()) {
      ObjectNode block = blocks.addObject();
      if (part instanceof ContentPart.Text text) {
        block.put("type", "text").put("text", text.text());
      } else if (part instanceof ContentPart.Image image) {
        writeSource(image, block.put("type", "image").putObject("source"));
      } else if (part instanceof ContentPart.Raw raw) {
        raw.json().forEach((key, value) -> block.set(key, JsonCall.JSON.valueToTree(value)));
      }
    }
  }

  private static void writeSource(ContentPart.Image image, ObjectNode source) {
    Optional<DataUrl> held = DataUrl.of(image.url());
    if (held.isPresent()) {
      source.put("type", "base64").put("media_type", held.get().mediaType());
      source.put("data", held.get().base64());
    } else {
      source.put("type", "url").put("url", image.url());
    }
  }
}
