package io.github.gatlingllm.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.api.HttpCall.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** What the calls of OpenAI's APIs have in common. */
final class OpenAiCall {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the request itself decides; to take it from elsewhere would send another load. */
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
    ObjectNode body = JSON.createObjectNode();
    body.put("model", request.model());
    fill(body, request, maxTokensKey, putPrompt);
    return call(url, headers(request), body);
  }

  /**
   * Puts everything but the model's name into a body.
   *
   * @throws IllegalArgumentException if an extra key is reserved
   */
  static void fill(
      ObjectNode body,
      LlmRequest request,
      String maxTokensKey,
      BiConsumer<LlmRequest, ObjectNode> putPrompt) {
    putPrompt.accept(request, body);
    body.put("stream", request.streaming());
    if (request.streaming() && request.includeUsage()) {
      body.putObject("stream_options").put("include_usage", true);
    }
    request.maxTokens().ifPresent(limit -> body.put(maxTokensKey, limit));
    addExtra(body, request.extraBody());
  }

  /**
   * A call with a JSON body.
   *
   * @throws IllegalArgumentException if the body is no JSON
   */
  static HttpCall call(String url, List<Header> headers, JsonNode body) {
    try {
      return new HttpCall(url, headers, JSON.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the request is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static List<Header> headers(LlmRequest request) {
    List<Header> headers = new ArrayList<>();
    headers.add(new Header("content-type", "application/json"));
    headers.add(
        new Header("accept", request.streaming() ? "text/event-stream" : "application/json"));
    return headers;
  }

  private static void addExtra(ObjectNode body, Map<String, Object> extra) {
    extra.forEach(
        (key, value) -> {
          if (RESERVED_KEYS.contains(key)) {
            throw new IllegalArgumentException(
                "the extra body key '" + key + "' is set by the request itself");
          }
          JsonNode extraValue = JSON.valueToTree(value);
          if (body.get(key) instanceof ObjectNode own && extraValue instanceof ObjectNode more) {
            own.setAll(more); // Further stream options must not switch the usage off.
          } else {
            body.set(key, extraValue);
          }
        });
  }
}
