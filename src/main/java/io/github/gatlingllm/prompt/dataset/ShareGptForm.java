package io.github.gatlingllm.prompt.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.api.Message;
import io.github.gatlingllm.prompt.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records of ShareGPT: {@code conversations} of turns, each {@code from} somebody and of a {@code
 * value}. As in vLLM's benchmark one request asks the first turn of a person, and may have as many
 * tokens as the answer to it.
 */
final class ShareGptForm {

  private static final Map<String, String> ROLES =
      Map.of(
          "human", "user",
          "user", "user",
          "gpt", "assistant",
          "chatgpt", "assistant",
          "bing", "assistant",
          "bard", "assistant",
          "assistant", "assistant",
          "system", "system");

  private ShareGptForm() {}

  /** What is asked and answered, or null where nobody asks something that is answered. */
  static @Nullable Dialogue read(ObjectNode json) throws RecordException {
    JsonNode list = json.get("conversations");
    if (!list.isArray()) {
      throw new RecordException(
          "conversations: " + JsonObjects.excerpt(list) + " is not a list of turns");
    }
    List<Message> messages = new ArrayList<>();
    for (JsonNode turn : list) {
      messages.add(message(turn, "conversations[" + messages.size() + "]"));
    }
    int first = 0;
    while (first < messages.size() && !messages.get(first).role().equals("user")) {
      first++;
    }
    boolean answered =
        first + 1 < messages.size() && messages.get(first + 1).role().equals("assistant");
    if (!answered || messages.get(first).text().isBlank()) {
      return null;
    }
    List<Message> request = new ArrayList<>(messages.subList(0, first + 1));
    // A conversation that was cut begins with an answer to what nobody can see.
    request.removeIf(message -> message.role().equals("assistant"));
    return new Dialogue(
        messages,
        request,
        messages.get(first + 1).text(),
        Prompt.UNKNOWN,
        Prompt.UNKNOWN,
        Map.of());
  }

  private static Message message(JsonNode turn, String place) throws RecordException {
    String role = ROLES.get(turn.path("from").asText());
    if (role == null) {
      throw new RecordException(
          place
              + ".from: "
              + (turn.has("from") ? JsonObjects.excerpt(turn.get("from")) : "nothing")
              + " is not one of human, gpt, system, user, assistant, chatgpt, bing, bard");
    }
    if (!turn.path("value").isTextual()) {
      throw new RecordException(place + ".value is missing; give a string");
    }
    return new Message(role, turn.path("value").textValue());
  }
}
