package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.framing.FrameSink;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** OpenAI's Responses, which vLLM, SGLang, llama-server, Ollama and Azure offer as well. */
public final class OpenAiResponses implements LlmApi {

  private static final String PATH = "/responses";
  private static final OutputLimit LIMIT = OutputLimit.at("max_output_tokens");
  private static final Set<String> RESERVED_KEYS =
      Set.of("input", "instructions", "messages", "model", "stream");

  private final String url;
  private final String modelsUrl;

  /**
   * The API below a base URL.
   *
   * @param baseUrl such as {@code http://localhost:8000/v1}; a trailing slash is ignored, a query
   *     is kept
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public OpenAiResponses(String baseUrl) {
    this.url = BaseUrl.parse(baseUrl).append(PATH);
    this.modelsUrl = BaseUrl.parse(baseUrl).append("/models");
  }

  @Override
  public String name() {
    return "openai-responses";
  }

  /** Encodes a request; system messages at its beginning become {@code instructions}. */
  @Override
  public HttpCall encode(LlmRequest request) {
    ObjectNode body = JsonCall.body();
    body.put("model", request.model());
    ResponsesInput.write(request.messages(), body);
    body.put("stream", request.streaming());
    JsonCall.addExtra(body, request, RESERVED_KEYS, LIMIT);
    return JsonCall.of(url, request, body, JsonCall.EVENTS);
  }

  @Override
  public Optional<String> modelsUrl() {
    return Optional.of(modelsUrl);
  }

  @Override
  public List<String> outputLimitKeys() {
    return LIMIT.keys();
  }

  @Override
  public FrameSink newReader(SignalSink sink) {
    return new EventReader(sink, new ResponsesReader(sink));
  }
}
