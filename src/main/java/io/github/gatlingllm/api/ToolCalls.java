package io.github.gatlingllm.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The tool calls and results of a conversation, as messages have them: under the names of OpenAI's
 * chat, whichever API they are sent to.
 */
final class ToolCalls {

  /** The role of a message that holds a result. */
  static final String TOOL = "tool";

  /** The member of an assistant's message that holds calls. */
  static final String CALLS = "tool_calls";

  /** The member of a result that says which call it is of. */
  static final String CALL_ID = "tool_call_id";

  private ToolCalls() {}

  /**
   * One call.
   *
   * @param id what its result refers to
   * @param name the tool
   * @param arguments what it is given, an object where they are JSON
   */
  record Call(String id, String name, JsonNode arguments) {}

  /** The calls that a message makes. */
  static List<Call> of(Message message) {
    List<Call> calls = new ArrayList<>();
    JsonNode given = JsonCall.JSON.valueToTree(message.extra().get(CALLS));
    if (given != null) {
      for (JsonNode call : given) {
        JsonNode function = call.path("function");
        calls.add(
            new Call(
                call.path("id").asText(),
                function.path("name").asText(),
                parsed(function.path("arguments"))));
      }
    }
    return calls;
  }

  /** The call that a result is of. */
  static String resultOf(Message message) {
    return String.valueOf(message.extra().getOrDefault(CALL_ID, ""));
  }

  /** To the letter arguments are a text that holds JSON. */
  private static JsonNode parsed(JsonNode arguments) {
    if (!arguments.isTextual()) {
      return arguments.isObject() ? arguments : JsonCall.body();
    }
    return object(arguments.textValue());
  }

  /** A text as the object that it holds; what holds none is put into one. */
  static JsonNode object(String text) {
    try {
      JsonNode value = JsonCall.JSON.readTree(text);
      if (value.isObject()) {
        return value;
      }
    } catch (JsonProcessingException e) {
      // No JSON: a text like any other.
    }
    return JsonCall.body().put("value", text);
  }
}
