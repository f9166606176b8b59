package io.github.gatlingllm.gatling;

import io.github.gatlingllm.api.ExactLength;
import io.github.gatlingllm.prompt.Prompt;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The further keys of a request's body. Requests that are not counted have them too, so that an
 * endpoint that refuses one says so before the load. A limit on output tokens among them holds
 * where the request has none: that is the API's to decide.
 */
final class RequestBody {

  private RequestBody() {}

  /**
   * The keys.
   *
   * @param fed the prompt that is sent, with keys of its own, or null
   * @param maxTokens the request's own limit
   */
  static Map<String, Object> of(LlmProtocol protocol, @Nullable Prompt fed, OptionalInt maxTokens) {
    boolean exact = protocol.exactOutput() && maxTokens.isPresent();
    boolean fromPrompt = fed != null && !fed.body().isEmpty();
    if (!exact && !fromPrompt) {
      return protocol.extraBody();
    }
    Map<String, Object> body = new LinkedHashMap<>();
    if (exact) { // First, so that a simulation's own keys of these names hold.
      body.putAll(ExactLength.body(maxTokens.getAsInt()));
    }
    body.putAll(protocol.extraBody());
    if (fed != null) {
      body.putAll(fed.body());
    }
    return body;
  }
}
