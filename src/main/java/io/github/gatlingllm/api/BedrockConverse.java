package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.framing.FrameSink;
import java.util.List;
import java.util.Set;

/**
 * Bedrock Runtime's Converse and ConverseStream: one API for all models that talk. The model of a
 * request is a model's id, an inference profile's, or the ARN of either.
 */
public final class BedrockConverse implements LlmApi {

  static final String EVENT_STREAM = "application/vnd.amazon.eventstream";

  private static final OutputLimit LIMIT = OutputLimit.at("inferenceConfig.maxTokens");
  private static final Set<String> RESERVED_KEYS = Set.of("messages", "system");
  private static final String SYSTEM = "system";
  private static final String TEXT = "text";
  private static final String IMAGE = "image/";

  private final BaseUrl baseUrl;

  /**
   * The API of a region, or behind a VPC endpoint.
   *
   * @param baseUrl such as {@code https://bedrock-runtime.us-east-1.amazonaws.com}
   * @throws IllegalArgumentException if it is not an absolute http or https URL
   */
  public BedrockConverse(String baseUrl) {
    this.baseUrl = BaseUrl.parse(baseUrl);
  }

  @Override
  public String name() {
    return "bedrock";
  }

  @Override
  public HttpCall encode(LlmRequest request) {
    String action = request.streaming() ? "converse-stream" : "converse";
    ObjectNode body = JsonCall.body();
    ArrayNode messages = body.putArray("messages");
    for (Message message : request.messages()) {
      if (message.role().equals(SYSTEM)) {
        putParts(message, body.withArray("/" + SYSTEM));
      } else {
        putMessage(message, messages.addObject());
      }
    }
    JsonCall.addExtra(body, request, RESERVED_KEYS, LIMIT);
    return JsonCall.of(url(baseUrl, request.model(), action), request, body, EVENT_STREAM);
  }

  /** The URL of an action on a model; AWS wants the colons and slashes of a name encoded. */
  static String url(BaseUrl baseUrl, String model, String action) {
    return baseUrl.append("/model/" + UrlPart.encoded("model's id", model) + "/" + action);
  }

  private static void putMessage(Message message, ObjectNode json) {
    String role = message.role();
    if (!role.equals("user") && !role.equals("assistant")) {
      throw new IllegalArgumentException(
          "a message of the role '"
              + role
              + "'; accepted by Bedrock's Converse: system, user, assistant");
    }
    json.put("role", role);
    putParts(message, json.putArray("content"));
    message.extra().forEach((key, value) -> json.set(key, JsonCall.JSON.valueToTree(value)));
  }

  private static void putParts(Message message, ArrayNode content) {
    for (ContentPart part : message.parts()) {
      ObjectNode json = content.addObject();
      if (part instanceof ContentPart.Text text) {
        json.put(TEXT, text.text());
      } else if (part instanceof ContentPart.Image image) {
        putImage(image, json);
      } else if (part instanceof ContentPart.Raw raw) {
        raw.json().forEach((key, value) -> json.set(key, JsonCall.JSON.valueToTree(value)));
      }
    }
  }

  private static void putImage(ContentPart.Image image, ObjectNode json) {
    DataUrl data =
        DataUrl.of(image.url())
            .filter(held -> held.mediaType().startsWith(IMAGE))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "an image that is no data: URL; accepted by Bedrock's Converse:"
                            + " data:image/png;base64,…, and jpeg, gif, webp"));
    ObjectNode content = json.putObject("image");
    content.put("format", data.mediaType().substring(IMAGE.length()));
    content.putObject("source").put("bytes", data.base64());
  }

  @Override
  public List<String> outputLimitKeys() {
    return LIMIT.keys();
  }

  @Override
  public FrameSink newReader(SignalSink sink) {
    return new BedrockConverseReader(sink);
  }

  @Override
  public String errorMessage(String body) {
    return AwsErrorBody.message(body);
  }
}
