package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.function.BiConsumer;

/** What the calls of OpenAI's chat and completions have in common. */
final class OpenAiCall {

  private static final Set<String> RESERVED_KEYS = Set.of("messages", "prompt", "model", "stream");

  private OpenAiCall() {}

  /**
   * Makes the call.
   *
   * @param maxTokensKey the API's name for the limit on output tokens
   * @param putPrompt puts what is asked into the body
   * @throws IllegalArgumentException if an extra key is reserved, or no JSON
   */
  static HttpCall encode(
      String url,
      LlmRequest request,
      String maxTokensKey,
      BiConsumer<LlmRequest, ObjectNode> putPrompt) {
    ObjectNode body = JsonCall.body();
    body.put("model", request.model());
    return encode(url, request, body, maxTokensKey, putPrompt);
  }

  /** The same, with a body that was begun. */
  static HttpCall encode(
      String url,
      LlmRequest request,
      ObjectNode body,
      String maxTokensKey,
      BiConsumer<LlmRequest, ObjectNode> putPrompt) {
    putPrompt.accept(request, body);
    body.put("stream", request.streaming());
    if (request.streaming() && request.includeUsage()) {
      body.putObject("stream_options").put("include_usage", true);
    }
    JsonCall.addExtra(body, request, RESERVED_KEYS, OutputLimit.at(maxTokensKey));
    return JsonCall.of(url, request, body, JsonCall.EVENTS);
  }
}
