package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;

/** What requests that are made of inputs have in common. */
final class InputsCall {

  private InputsCall() {}

  /**
   * Refuses what only makes sense where text is generated.
   *
   * @throws IllegalArgumentException if there is such a thing; the message says what
   */
  static void check(LlmRequest request, String api) {
    if (request.streaming()) {
      throw new IllegalArgumentException(
          "the API " + api + " has no streams: its answers come as a whole; switch streaming off");
    }
    if (request.maxTokens().isPresent()) {
      throw new IllegalArgumentException(
          "the API " + api + " generates no tokens, and the request has a limit on output tokens");
    }
  }

  /**
   * The inputs: the texts of messages, each of which is one.
   *
   * @throws IllegalArgumentException if there is none, or a message is no input
   */
  static ArrayNode texts(List<Message> messages, String api) {
    ArrayNode texts = JsonCall.JSON.createArrayNode();
    for (Message message : messages) {
      texts.add(text(message, api));
    }
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("the API " + api + " needs at least one input");
    }
    return texts;
  }

  private static String text(Message message, String api) {
    if (!message.role().equals("user")) {
      throw new IllegalArgumentException(
          "the API "
              + api
              + " takes inputs and no conversation, and there is a message of the role "
              + message.role());
    }
    return PlainPrompt.ofTexts(List.of(message), api);
  }
}
