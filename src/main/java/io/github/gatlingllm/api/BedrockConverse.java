package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.api.HttpCall.Header;
import io.github.gatlingllm.framing.FrameSink;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bedrock Runtime's Converse and ConverseStream: one API for all models that talk. The model of a
 * request is a model's id, an inference profile's, or the ARN of either.
 */
public final class BedrockConverse implements LlmApi {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<Header> HEADERS =
      List.of(new Header("content-type", "application/json"));
  private static final Set<String> RESERVED_KEYS = Set.of("messages", "system");
  private static final String SYSTEM = "system";
  private static final String TEXT = "text";
  private static final Pattern DATA_URL =
      Pattern.compile("data:image/(png|jpeg|gif|webp);base64,(.+)", Pattern.DOTALL);

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
    ObjectNode body = JSON.createObjectNode();
    ArrayNode messages = body.putArray("messages");
    for (Message message : request.messages()) {
      if (message.role().equals(SYSTEM)) {
        putParts(message, body.withArray("/" + SYSTEM));
      } else {
        putMessage(message, messages.addObject());
      }
    }
    request.maxTokens().ifPresent(limit -> config(body).put("maxTokens", limit));
    request.extraBody().forEach((key, value) -> putExtra(key, JSON.valueToTree(value), body));
    return OpenAiCall.call(url(baseUrl, request.model(), action), HEADERS, body);
  }

  /** The URL of an action on a model; AWS wants the colons and slashes of a name encoded. */
  static String url(BaseUrl baseUrl, String model, String action) {
    return baseUrl.append("/model/" + PathSegment.encode(model) + "/" + action);
  }

  private static ObjectNode config(ObjectNode body) {
    return body.withObject("/inferenceConfig");
  }

  private static void putExtra(String key, JsonNode value, ObjectNode body) {
    if (RESERVED_KEYS.contains(key)) {
      throw new IllegalArgumentException(
          "the extra body key '" + key + "' is set by the request itself");
    }
    if (body.get(key) instanceof ObjectNode own && value instanceof ObjectNode more) {
      own.setAll(more);
    } else {
      body.set(key, value);
    }
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
    message.extra().forEach((key, value) -> json.set(key, JSON.valueToTree(value)));
  }

  private static void putParts(Message message, ArrayNode content) {
    for (ContentPart part : message.parts()) {
      ObjectNode json = content.addObject();
      if (part instanceof ContentPart.Text text) {
        json.put(TEXT, text.text());
      } else if (part instanceof ContentPart.Image image) {
        putImage(image, json);
      } else if (part instanceof ContentPart.Raw raw) {
        raw.json().forEach((key, value) -> json.set(key, JSON.valueToTree(value)));
      }
    }
  }

  private static void putImage(ContentPart.Image image, ObjectNode json) {
    Matcher data = DATA_URL.matcher(image.url());
    if (!data.matches()) {
      throw new IllegalArgumentException(
          "an image that is no data URL; accepted by Bedrock's Converse:"
              + " data:image/png|jpeg|gif|webp;base64,…");
    }
    ObjectNode content = json.putObject("image");
    content.put("format", data.group(1));
    content.putObject("source").put("bytes", data.group(2));
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
