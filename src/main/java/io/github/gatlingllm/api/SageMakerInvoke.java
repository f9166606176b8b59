package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.api.HttpCall.Header;
import io.github.gatlingllm.framing.FrameSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * SageMaker Runtime's invocations of an endpoint, streamed ({@code invocations-response-stream}) or
 * whole. The model of a request is the endpoint's name; what its container wants is the format.
 *
 * <p>Answers are read as what they are, in either format: SSE or JSON lines of OpenAI's shape, or
 * of that of text-generation containers.
 */
public final class SageMakerInvoke implements LlmApi {

  /** The body that a model's container takes. */
  public enum RequestFormat {
    /** Messages, as OpenAI's chat completions have them, without the model's name. */
    OPENAI,
    /** {@code inputs} and {@code parameters}, as TGI and older containers of LMI have them. */
    INPUTS
  }

  /**
   * Which part of an endpoint is asked.
   *
   * @param inferenceComponent the inference component's name, or an empty string
   * @param targetVariant the production variant's name, or an empty string
   * @param targetModel the model of a multi-model endpoint, or an empty string
   */
  public record Target(String inferenceComponent, String targetVariant, String targetModel) {

    /** The endpoint decides. */
    public static final Target ANY = new Target("", "", "");
  }

  private static final OutputLimit INPUTS_LIMIT = OutputLimit.at("max_new_tokens");
  private static final Set<String> RESERVED_KEYS = Set.of("inputs", "parameters", "stream");

  private final BaseUrl baseUrl;
  private final RequestFormat format;
  private final List<Header> headers;

  /**
   * The API of a region, or behind a VPC endpoint.
   *
   * @param baseUrl such as {@code https://runtime.sagemaker.us-east-1.amazonaws.com}
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public SageMakerInvoke(String baseUrl, RequestFormat format, Target target) {
    this.baseUrl = BaseUrl.parse(baseUrl);
    this.format = format;
    this.headers = headers(target);
  }

  private static List<Header> headers(Target target) {
    List<Header> headers = new ArrayList<>();
    add("X-Amzn-SageMaker-Inference-Component", target.inferenceComponent(), headers);
    add("X-Amzn-SageMaker-Target-Variant", target.targetVariant(), headers);
    add("X-Amzn-SageMaker-Target-Model", target.targetModel(), headers);
    return List.copyOf(headers);
  }

  private static void add(String name, String value, List<Header> headers) {
    if (!value.isEmpty()) {
      headers.add(new Header(name, value));
    }
  }

  @Override
  public String name() {
    return "sagemaker";
  }

  @Override
  public HttpCall encode(LlmRequest request) {
    String action = request.streaming() ? "invocations-response-stream" : "invocations";
    String endpoint = UrlPart.encoded("endpoint's name", request.model());
    String url = baseUrl.append("/endpoints/" + endpoint + "/" + action);
    HttpCall call =
        format == RequestFormat.OPENAI
            ? OpenAiCall.encode(
                url, request, JsonCall.body(), "max_tokens", OpenAiChat::putMessages)
            : JsonCall.of(url, request, inputs(request), JsonCall.EVENTS);
    List<Header> all = new ArrayList<>(call.headers());
    all.addAll(headers);
    return new HttpCall(url, all, call.body());
  }

  private static ObjectNode inputs(LlmRequest request) {
    ObjectNode body = JsonCall.body();
    body.put(
        "inputs",
        request.messages().stream().map(Message::text).collect(Collectors.joining("\n\n")));
    ObjectNode parameters = body.putObject("parameters");
    JsonCall.addExtra(parameters, request.extraBody(), RESERVED_KEYS);
    INPUTS_LIMIT.put(request.maxTokens(), parameters);
    if (request.streaming()) {
      parameters.put("stream", true);
      body.put("stream", true); // Where TGI and LMI look for it.
    }
    return body;
  }

  @Override
  public List<String> outputLimitKeys() {
    return format == RequestFormat.OPENAI ? LlmApi.super.outputLimitKeys() : INPUTS_LIMIT.keys();
  }

  @Override
  public FrameSink newReader(SignalSink sink) {
    return new SageMakerReader(sink);
  }

  @Override
  public String errorMessage(String body) {
    return AwsErrorBody.message(body);
  }
}
