package io.github.gatlingllm.prompt.dataset;

import io.github.gatlingllm.api.Message;
import io.github.gatlingllm.prompt.Prompt;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A record of a data set: who said what, in order, and the one request that it makes where turns
 * are not sent one by one.
 *
 * @param messages all that is said, the answers included, oldest first
 * @param request of these what one request sends
 * @param answer what the record says is answered to it; empty where it says nothing
 * @param tokenCount the tokens of {@code request} by the record itself, or {@link Prompt#UNKNOWN}
 * @param outputTokens the tokens that an answer may have by the record itself, or {@link
 *     Prompt#UNKNOWN}
 * @param body further keys of the request's body, by their names in the API
 */
public record Dialogue(
    List<Message> messages,
    List<Message> request,
    String answer,
    int tokenCount,
    int outputTokens,
    Map<String, Object> body) {

  /** Keeps copies, in the same order. */
  public Dialogue {
    messages = List.copyOf(messages);
    request = List.copyOf(request);
    body = Collections.unmodifiableMap(new LinkedHashMap<>(body));
  }

  /** A record of one request and no answer. */
  static Dialogue of(
      List<Message> request, int tokenCount, int outputTokens, Map<String, Object> body) {
    return new Dialogue(request, request, "", tokenCount, outputTokens, body);
  }
}
