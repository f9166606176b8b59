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

/** What calls with a JSON body have in common. */
final class JsonCall {

  static final ObjectMapper JSON = new ObjectMapper();
  static final String EVENTS = "text/event-stream";
  static final String LINES = "application/x-ndjson";

  private static final String DOCUMENT = "application/json";

  private JsonCall() {}

  /** An empty body. */
  static ObjectNode body() {
    return JSON.createObjectNode();
  }

  /**
   * Makes the call.
   *
   * @param streamType the media type of the API's streams
   * @param more further headers
   * @throws IllegalArgumentException if the body is no JSON
   */
  static HttpCall of(
      String url, LlmRequest request, ObjectNode body, String streamType, Header... more) {
    List<Header> headers = new ArrayList<>();
    headers.add(new Header("content-type", DOCUMENT));
    headers.add(new Header("accept", request.streaming() ? streamType : DOCUMENT));
    headers.addAll(List.of(more));
    try {
      return new HttpCall(url, headers, JSON.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the request is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * Adds a request's limit on output tokens, which holds whatever else says, and its further keys.
   *
   * @throws IllegalArgumentException if a key is reserved, or its value no JSON
   */
  static void addExtra(
      ObjectNode body, LlmRequest request, Set<String> reserved, OutputLimit limit) {
    limit.put(request.maxTokens(), body); // It stands before them.
    addExtra(body, request.extraBody(), reserved);
    limit.put(request.maxTokens(), body);
  }

  /**
   * Adds further keys; an object is merged into the one that is there, so that one more option does
   * not take the others away.
   *
   * @param reserved what the request itself decides; to take it from elsewhere would send another
   *     load
   * @throws IllegalArgumentException if a key is reserved, or its value no JSON
   */
  static void addExtra(ObjectNode body, Map<String, Object> extra, Set<String> reserved) {
    extra.forEach(
        (key, value) -> {
          if (reserved.contains(key)) {
            throw new IllegalArgumentException(
                "the extra body key '" + key + "' is set by the request itself");
          }
          JsonNode extraValue = JSON.valueToTree(value);
          if (body.get(key) instanceof ObjectNode own && extraValue instanceof ObjectNode more) {
            own.setAll(more);
          } else {
            body.set(key, extraValue);
          }
        });
  }
}
