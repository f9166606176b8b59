package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.framing.FrameSink;
import java.util.Optional;

/**
 * OpenAI's older completions, which vLLM, SGLang and llama-server offer beside chat: one text goes
 * in, without a chat template around it, so that its tokens are exactly the server's.
 */
public final class OpenAiCompletions implements LlmApi {

  private static final String PATH = "/completions";

  private final String url;
  private final String modelsUrl;

  /**
   * The API below a base URL.
   *
   * @param baseUrl such as {@code http://localhost:8000/v1}; a trailing slash is ignored, a query
   *     is kept
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public OpenAiCompletions(String baseUrl) {
    this.url = BaseUrl.parse(baseUrl).append(PATH);
    this.modelsUrl = BaseUrl.parse(baseUrl).append("/models");
  }

  @Override
  public String name() {
    return "openai-completions";
  }

  /** Encodes a request; several messages become one text, a blank line between them. */
  @Override
  public HttpCall encode(LlmRequest request) {
    return OpenAiCall.encode(url, request, "max_tokens", OpenAiCompletions::putPrompt);
  }

  private static void putPrompt(LlmRequest request, ObjectNode body) {
    body.put("prompt", PlainPrompt.of(request.messages()));
  }

  @Override
  public Optional<String> modelsUrl() {
    return Optional.of(modelsUrl);
  }

  @Override
  public FrameSink newReader(SignalSink sink) {
    return new OpenAiChatReader(sink);
  }
}
