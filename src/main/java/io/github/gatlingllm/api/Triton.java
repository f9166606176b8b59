package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.framing.FrameSink;
import java.util.List;
import java.util.Set;

/**
 * Triton Inference Server's generate extension: {@code generate_stream} and {@code generate}, which
 * take one text. A stream has no end mark: it ends with its body.
 */
public final class Triton implements LlmApi {

  private static final OutputLimit LIMIT = OutputLimit.at("parameters.max_tokens");
  private static final Set<String> RESERVED_KEYS = Set.of("text_input");

  private final BaseUrl baseUrl;

  /**
   * The API below a base URL.
   *
   * @param baseUrl such as {@code http://localhost:8000}, with {@code /v2} or without
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public Triton(String baseUrl) {
    this.baseUrl = BaseUrl.parse(baseUrl);
  }

  @Override
  public String name() {
    return "triton";
  }

  /**
   * Encodes a request. What goes with its text stands in {@code parameters}, which the server turns
   * into tensors or parameters, as the model has them.
   *
   * @throws IllegalArgumentException if a message holds anything but text
   */
  @Override
  public HttpCall encode(LlmRequest request) {
    ObjectNode body = JsonCall.body();
    body.put("text_input", PlainPrompt.ofTexts(request.messages(), name()));
    ObjectNode parameters = body.putObject("parameters");
    parameters.put("stream", request.streaming());
    JsonCall.addExtra(body, request, RESERVED_KEYS, LIMIT);
    String path = request.streaming() ? "/generate_stream" : "/generate";
    return JsonCall.of(url(baseUrl, request, path), request, body, JsonCall.EVENTS);
  }

  /** The model stands in the path, with a version or without: {@code name/versions/2}. */
  static String url(BaseUrl baseUrl, LlmRequest request, String path) {
    return baseUrl.appendIn(
        "/v2", "/models/" + UrlPart.encodedPath("model", request.model()) + path);
  }

  @Override
  public boolean endsWithBody() {
    return true;
  }

  @Override
  public List<String> outputLimitKeys() {
    return LIMIT.keys();
  }

  @Override
  public FrameSink newReader(SignalSink sink) {
    return new EventReader(sink, new TritonReader(sink));
  }
}
