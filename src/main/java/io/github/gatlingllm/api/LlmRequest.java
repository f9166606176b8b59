package io.github.gatlingllm.api;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What a virtual user asks a model for, in no API's terms.
 *
 * @param model the model's name
 * @param messages the conversation, oldest first; of an API that generates nothing the inputs
 * @param maxTokens the most output tokens asked for
 * @param streaming whether the answer is to be streamed
 * @param includeUsage whether a stream is asked to end with its token counts
 * @param extraBody further keys of the body, by their names in the API
 */
public record LlmRequest(
    String model,
    List<Message> messages,
    OptionalInt maxTokens,
    boolean streaming,
    boolean includeUsage,
    Map<String, Object> extraBody) {

  /** The texts of all messages, whoever speaks, a blank line between them. */
  public String text() {
    return PlainPrompt.of(messages);
  }
}
