package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.framing.FrameSink;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The inference protocol that Triton and KServe share (V2, {@code infer}): a text as a tensor goes
 * in, one comes out. It has no streams; an answer comes as a whole, whatever is asked for.
 */
public final class TritonInfer implements LlmApi {

  private static final Set<String> RESERVED_KEYS = Set.of("inputs");

  private final BaseUrl baseUrl;

  /**
   * The API below a base URL.
   *
   * @param baseUrl such as {@code http://localhost:8000}, with {@code /v2} or without
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public TritonInfer(String baseUrl) {
    this.baseUrl = BaseUrl.parse(baseUrl);
  }

  @Override
  public String name() {
    return "triton-infer";
  }

  /**
   * Encodes a request: the tensor {@code text_input}, and {@code max_tokens} where there is a
   * limit.
   *
   * @throws IllegalArgumentException if a message holds anything but text
   */
  @Override
  public HttpCall encode(LlmRequest request) {
    ObjectNode body = JsonCall.body();
    ArrayNode inputs = body.putArray("inputs");
    tensor("text_input", "BYTES", inputs).add(PlainPrompt.ofTexts(request.messages(), name()));
    OptionalInt limit = request.maxTokens();
    if (limit.isPresent()) {
      tensor("max_tokens", "INT32", inputs).add(limit.getAsInt());
    }
    JsonCall.addExtra(body, request.extraBody(), RESERVED_KEYS);
    LlmRequest whole = new LlmRequest(request.model(), List.of(), limit, false, false, Map.of());
    return JsonCall.of(Triton.url(baseUrl, request, "/infer"), whole, body, JsonCall.EVENTS);
  }

  private static ArrayNode tensor(String name, String type, ArrayNode inputs) {
    ObjectNode tensor = inputs.addObject();
    tensor.put("name", name);
    tensor.putArray("shape").add(1).add(1);
    return tensor.put("datatype", type).putArray("data");
  }

  @Override
  public boolean endsWithBody() {
    return true;
  }

  @Override
  public FrameSink newReader(SignalSink sink) {
    return new EventReader(sink, new TritonReader(sink));
  }
}
