package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.framing.FrameSink;
import java.util.List;
import java.util.Set;

/**
 * Bedrock Runtime's InvokeModel and InvokeModelWithResponseStream, whose bodies are each model
 * family's own.
 */
public final class BedrockInvoke implements LlmApi {

  /** Whose bodies a model takes. */
  public enum Family {
    /** Anthropic's Messages. */
    ANTHROPIC,
    /** Meta's Llama: one prompt in the template of Llama 3. */
    LLAMA
  }

  private static final String ANTHROPIC_VERSION = "bedrock-2023-05-31";
  private static final Set<String> RESERVED_KEYS =
      Set.of("messages", "system", "prompt", "model", "stream");

  private final BaseUrl baseUrl;
  private final Family family;

  /**
   * The API of a region, or behind a VPC endpoint.
   *
   * @param baseUrl such as {@code https://bedrock-runtime.us-east-1.amazonaws.com}
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public BedrockInvoke(String baseUrl, Family family) {
    this.baseUrl = BaseUrl.parse(baseUrl);
    this.family = family;
  }

  @Override
  public String name() {
    return "bedrock-invoke";
  }

  @Override
  public HttpCall encode(LlmRequest request) {
    ObjectNode body = JsonCall.body();
    if (family == Family.ANTHROPIC) {
      body.put("anthropic_version", ANTHROPIC_VERSION);
      body.put("max_tokens", AnthropicMessages.DEFAULT_MAX_TOKENS);
      AnthropicMessage.write(request.messages(), body);
    } else {
      body.put("prompt", llama(request));
    }
    JsonCall.addExtra(body, request, RESERVED_KEYS, limit());
    String action = request.streaming() ? "invoke-with-response-stream" : "invoke";
    return JsonCall.of(
        BedrockConverse.url(baseUrl, request.model(), action),
        request,
        body,
        BedrockConverse.EVENT_STREAM);
  }

  private OutputLimit limit() {
    return OutputLimit.at(family == Family.ANTHROPIC ? "max_tokens" : "max_gen_len");
  }

  /** As Meta's model card of Llama 3 has it. */
  private static String llama(LlmRequest request) {
    StringBuilder prompt = new StringBuilder("<|begin_of_text|>");
    for (Message message : request.messages()) {
      header(message.role(), prompt).append(message.text()).append("<|eot_id|>");
    }
    return header("assistant", prompt).toString();
  }

  private static StringBuilder header(String role, StringBuilder prompt) {
    return prompt.append("<|start_header_id|>").append(role).append("<|end_header_id|>\n\n");
  }

  @Override
  public List<String> outputLimitKeys() {
    return limit().keys();
  }

  @Override
  public FrameSink newReader(SignalSink sink) {
    return new BedrockInvokeReader(sink);
  }

  @Override
  public String errorMessage(String body) {
    return AwsErrorBody.message(body);
  }
}
