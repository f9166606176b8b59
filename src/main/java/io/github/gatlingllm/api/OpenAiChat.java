package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.framing.FrameSink;
import java.util.Optional;

/**
 * OpenAI's chat completions, and everything that speaks like it: vLLM, SGLang, llama-server,
 * Ollama, TGI, LMDeploy and most hosted endpoints.
 */
public final class OpenAiChat implements LlmApi {

  private static final String OPENAI_HOST = "api.openai.com";
  private static final String PATH = "/chat/completions";
  private static final String MESSAGES = "messages";

  private final String url;
  private final String modelsUrl;
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
    this.modelsUrl = BaseUrl.parse(baseUrl).append("/models");
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
    return OpenAiCall.encode(url, request, maxTokensKey, OpenAiChat::putMessages);
  }

  static void putMessages(LlmRequest request, ObjectNode body) {
    ArrayNode messages = body.putArray(MESSAGES);
    for (Message message : request.messages()) {
      OpenAiMessage.write(message, messages.addObject());
    }
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
