package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.api.HttpCall.Header;
import io.github.gatlingllm.framing.FrameSink;
import java.util.List;
import java.util.Set;

/** Google's Gemini, in its own API; a stream is one of events. */
public final class Gemini implements LlmApi {

  /** Where Google itself is. */
  public static final String DEFAULT_BASE_URL = "https://generativelanguage.googleapis.com/v1beta";

  private static final OutputLimit LIMIT = OutputLimit.at("generationConfig.maxOutputTokens");
  private static final Set<String> RESERVED_KEYS = Set.of("contents", "systemInstruction");

  private final BaseUrl baseUrl;

  /**
   * The API below a base URL.
   *
   * @param baseUrl such as {@link #DEFAULT_BASE_URL}, or on Vertex AI the path that ends in {@code
   *     /publishers/google}
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public Gemini(String baseUrl) {
    this.baseUrl = BaseUrl.parse(baseUrl);
  }

  @Override
  public String name() {
    return "gemini";
  }

  @Override
  public HttpCall encode(LlmRequest request) {
    ObjectNode body = JsonCall.body();
    GeminiContents.write(request.messages(), body);
    JsonCall.addExtra(body, request, RESERVED_KEYS, LIMIT);
    return JsonCall.of(url(request), request, body, JsonCall.EVENTS);
  }

  /** A model is named alone, or with its folder, such as {@code tunedModels/mine}. */
  private String url(LlmRequest request) {
    String model = UrlPart.encodedPath("model", request.model());
    String path = (model.contains("/") ? "/" : "/models/") + model;
    return request.streaming()
        ? baseUrl.append(path + ":streamGenerateContent", "alt=sse")
        : baseUrl.append(path + ":generateContent");
  }

  @Override
  public List<Header> credentials(String apiKey) {
    return List.of(new Header("x-goog-api-key", apiKey));
  }

  @Override
  public List<String> outputLimitKeys() {
    return LIMIT.keys();
  }

  @Override
  public FrameSink newReader(SignalSink sink) {
    return new EventReader(sink, new GeminiReader(sink));
  }
}
