package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/** A conversation as OpenAI's Responses have it. */
final class ResponsesInput {

  private static final String CONTENT = "content";
  private static final String TYPE = "type";

  private ResponsesInput() {}

  /** Puts {@code instructions}, if there are any, and {@code input}. */
  static void write(List<Message> messages, ObjectNode body) {
    int system = 0;
    while (system < messages.size() && isInstruction(messages.get(system))) {
      system++;
    }
    if (system > 0) {
      body.put(
          "instructions",
          messages.subList(0, system).stream()
              .map(Message::text)
              .collect(Collectors.joining("\n\n")));
    }
    List<Message> turns = messages.subList(system, messages.size());
    if (turns.size() == 1 && isQuestion(turns.get(0))) {
      body.put("input", turns.get(0).text());
    } else {
      ArrayNode items = body.putArray("input");
      turns.forEach(turn -> write(turn, items));
    }
  }

  private static boolean isInstruction(Message message) {
    return message.role().equals("system") && message.isPlain() && message.extra().isEmpty();
  }

  private static boolean isQuestion(Message message) {
    return message.role().equals("user") && message.isPlain() && message.extra().isEmpty();
  }

  private static void write(Message message, ArrayNode items) {
    if (message.role().equals(ToolCalls.TOOL)) {
      items
          .addObject()
          .put(TYPE, "function_call_output")
          .put("call_id", ToolCalls.resultOf(message))
          .put("output", message.text());
      return;
    }
    if (!message.parts().isEmpty()) {
      writeMessage(message, items.addObject());
    }
    for (ToolCalls.Call call : ToolCalls.of(message)) {
      items
          .addObject()
          .put(TYPE, "function_call")
          .put("call_id", call.id())
          .put("name", call.name())
          .put("arguments", call.arguments().toString());
    }
  }

  private static void writeMessage(Message message, ObjectNode item) {
    item.put("role", message.role());
    if (message.isPlain()) {
      item.put(CONTENT, message.text());
    } else {
      ArrayNode parts = item.putArray(CONTENT);
      boolean said = message.role().equals("assistant");
      message
          .parts()
          .forEach(part -> write(part, said ? "output_text" : "input_text", parts.addObject()));
    }
    message
        .extra()
        .forEach(
            (key, value) -> {
              if (!key.equals(ToolCalls.CALLS)) {
                item.set(key, JsonCall.JSON.valueToTree(value));
              }
            });
  }

  private static void write(ContentPart part, String textType, ObjectNode json) {
    if (part instanceof ContentPart.Text text) {
      json.put(TYPE, textType).put("text", text.text());
    } else if (part instanceof ContentPart.Image image) {
      json.put(TYPE, "input_image").put("image_url", image.url());
      if (!image.detail().isEmpty()) {
        json.put("detail", image.detail());
      }
    } else if (part instanceof ContentPart.Raw raw) {
      raw.json().forEach((key, value) -> json.set(key, JsonCall.JSON.valueToTree(value)));
    }
  }
}
