package io.github.gatlingllm.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.api.HttpCall.Header;
import io.github.gatlingllm.framing.FrameSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * OpenAI's chat completions, and everything that speaks like it: vLLM, SGLang, llama-server,
 * Ollama, TGI, LMDeploy and most hosted endpoints.
 */
public final class OpenAiChat implements LlmApi {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OPENAI_HOST = "api.openai.com";
  private static final String PATH = "/chat/completions";

  /** What the request itself decides; to take it from elsewhere would send another load. */
  private static final Set<String> RESERVED_KEYS = Set.of("messages", "model", "stream");

  private final String url;
  private final String maxTokensKey;

  /**
   * The API below a base URL.
   *
   * @param baseUrl such as {@code http://localhost:8000/v1}; a trailing slash is ignored, a query
   *     is kept
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public OpenAiChat(String baseUrl) {
    this.url = BaseUrl.parse(baseUrl).append(PATH);
    // OpenAI's own endpoint refuses max_tokens for its newer models; the others know only that.
    this.maxTokensKey = isOpenAi(baseUrl) ? "max_completion_tokens" : "max_tokens";
  }

  /**
   * Whether a base URL is that of OpenAI itself.
   *
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public static boolean isOpenAi(String baseUrl) {
    return BaseUrl.parse(baseUrl).host().equals(OPENAI_HOST);
  }

  @Override
  public String name() {
    return "openai";
  }

  @Override
  public HttpCall encode(LlmRequest request) {
    try {
      return new HttpCall(url, headers(request), JSON.writeValueAsBytes(body(request)));
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

  private ObjectNode body(LlmRequest request) {
    ObjectNode body = JSON.createObjectNode();
    body.put("model", request.model());
    ArrayNode messages = body.putArray("messages");
    for (LlmRequest.Message message : request.messages()) {
      messages.addObject().put("role", message.role()).put("content", message.content());
    }
    body.put("stream", request.streaming());
    if (request.streaming() && request.includeUsage()) {
      body.putObject("stream_options").put("include_usage", true);
    }
    request.maxTokens().ifPresent(limit -> body.put(maxTokensKey, limit));
    addExtra(body, request.extraBody());
    return body;
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

  @Override
  public FrameSink newReader(SignalSink sink) {
    return new OpenAiChatReader(sink);
  }

  @Override
  public String errorMessage(String body) {
    return ErrorBody.message(body);
  }
}
