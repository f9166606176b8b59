package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.api.HttpCall.Header;
import io.github.gatlingllm.framing.FrameSink;
import java.util.List;
import java.util.Set;

/** Anthropic's Messages, which vLLM, llama-server, Ollama and gateways offer as well. */
public final class AnthropicMessages implements LlmApi {

  /** Where Anthropic itself is. */
  public static final String DEFAULT_BASE_URL = "https://api.anthropic.com/v1";

  /** The version of the API that is spoken here. */
  public static final String DEFAULT_VERSION = "2023-06-01";

  /** The API refuses a request without a limit; this one stands where nobody gave any. */
  static final int DEFAULT_MAX_TOKENS = 4096;

  private static final OutputLimit LIMIT = OutputLimit.at("max_tokens");
  private static final Set<String> RESERVED_KEYS = Set.of("messages", "system", "model", "stream");

  private final String url;
  private final String version;

  /**
   * The API below a base URL.
   *
   * @param baseUrl such as {@link #DEFAULT_BASE_URL}, with {@code /v1} or without
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public AnthropicMessages(String baseUrl) {
    this(baseUrl, DEFAULT_VERSION);
  }

  /**
   * The same in another version.
   *
   * @param version what is sent as {@code anthropic-version}
   */
  public AnthropicMessages(String baseUrl, String version) {
    this.url = BaseUrl.parse(baseUrl).appendIn("/v1", "/messages");
    this.version = version;
  }

  @Override
  public String name() {
    return "anthropic";
  }

  /**
   * Encodes a request. System messages become {@code system}, results of tools {@code tool_result}
   * of the user.
   */
  @Override
  public HttpCall encode(LlmRequest request) {
    ObjectNode body = JsonCall.body();
    body.put("model", request.model());
    body.put("max_tokens", DEFAULT_MAX_TOKENS);
    AnthropicMessage.write(request.messages(), body);
    body.put("stream", request.streaming());
    JsonCall.addExtra(body, request, RESERVED_KEYS, LIMIT);
    return JsonCall.of(
        url, request, body, JsonCall.EVENTS, new Header("anthropic-version", version));
  }

  @Override
  public List<Header> credentials(String apiKey) {
    return List.of(new Header("x-api-key", apiKey));
  }

  @Override
  public FrameSink newReader(SignalSink sink) {
    return new EventReader(sink, new AnthropicReader(sink));
  }
}
