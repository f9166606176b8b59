package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A conversation as Gemini has it. */
final class GeminiContents {

  private static final Set<String> SYSTEM = Set.of("system", "developer");
  private static final String PARTS = "parts";

  private GeminiContents() {}

  /** Puts {@code systemInstruction}, if there is any, and {@code contents}. */
  static void write(List<Message> messages, ObjectNode body) {
    List<Message> system =
        messages.stream().filter(message -> SYSTEM.contains(message.role())).toList();
    if (!system.isEmpty()) {
      ArrayNode parts = body.putObject("systemInstruction").putArray(PARTS);
      system.forEach(message -> writeParts(message, parts));
    }
    ArrayNode contents = body.putArray("contents");
    messages.stream()
        .filter(message -> !SYSTEM.contains(message.role()))
        .forEach(message -> write(message, contents.addObject()));
  }

  private static void write(Message message, ObjectNode json) {
    boolean said = message.role().equals("assistant");
    ArrayNode parts = json.put("role", said ? "model" : "user").putArray(PARTS);
    if (message.role().equals(ToolCalls.TOOL)) {
      String tool = String.valueOf(message.extra().getOrDefault("name", ""));
      parts
          .addObject()
          .putObject("functionResponse")
          .put("name", tool.isEmpty() ? ToolCalls.resultOf(message) : tool)
          .set("response", ToolCalls.object(message.text()));
      return;
    }
    writeParts(message, parts);
    for (ToolCalls.Call call : ToolCalls.of(message)) {
      parts
          .addObject()
          .putObject("functionCall")
          .put("name", call.name())
          .set("args", call.arguments());
    }
  }

  private static void writeParts(Message message, ArrayNode parts) {
    for (ContentPart part : message.parts()) {
      ObjectNode json = parts.addObject();
      if (part instanceof ContentPart.Text text) {
        json.put("text", text.text());
      } else if (part instanceof ContentPart.Image image) {
        write(image, json);
      } else if (part instanceof ContentPart.Raw raw) {
        raw.json().forEach((key, value) -> json.set(key, JsonCall.JSON.valueToTree(value)));
      }
    }
  }

  private static void write(ContentPart.Image image, ObjectNode json) {
    Optional<DataUrl> held = DataUrl.of(image.url());
    if (held.isPresent()) {
      json.putObject("inlineData")
          .put("mimeType", held.get().mediaType())
          .put("data", held.get().base64());
    } else {
      json.putObject("fileData").put("fileUri", image.url());
    }
  }
}
