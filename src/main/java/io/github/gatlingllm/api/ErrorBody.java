package io.github.gatlingllm.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The shapes in which servers that speak like OpenAI report an error. */
final class ErrorBody {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ErrorBody() {}

  /** Whether the value of an {@code error} field says that there is one. */
  static boolean isError(JsonNode error) {
    return error.isTextual()
        ? !error.textValue().isBlank()
        : error.isContainerNode() ? !error.isEmpty() : error.asBoolean();
  }

  /**
   * Whether an event is an error that does not say so in a field of that name: gateways and
   * frameworks send {@code detail} or {@code message} alone, or call the object or its type so.
   */
  static boolean isBareError(JsonNode event) {
    if (event.path("object").asText().equals("error")) {
      return true;
    }
    if (event.has("choices") || event.has("usage")) {
      return false;
    }
    return event.path("type").asText().equals("error")
        || isText(event.path("message"))
        || isText(event.path("detail"));
  }

  private static boolean isText(JsonNode node) {
    return node.isTextual() && !node.textValue().isBlank();
  }

  /** The error that an object, a text or a list of these tells of. */
  static Fault fault(JsonNode error) {
    JsonNode code = error.path("code");
    String name =
        code.isValueNode() && !code.isNull() ? code.asText() : error.path("type").asText();
    String message = message(error);
    return new Fault(name, message.isEmpty() ? error.toString() : message);
  }

  /**
   * The error that an event or a body tells of: what its field of that name holds, unless that only
   * says that there is one. TGI names the type of it beside it.
   */
  static Fault faultOf(JsonNode node) {
    JsonNode error = node.path("error");
    boolean telling = isError(error) && (error.isContainerNode() || error.isTextual());
    Fault fault = fault(telling ? error : node);
    JsonNode type = node.path("error_type");
    return fault.code().isEmpty() && type.isTextual()
        ? new Fault(type.textValue(), fault.message())
        : fault;
  }

  /** The message of an error body, or the body itself where it has no known shape. */
  static String message(String body) {
    try {
      String message = message(JSON.readTree(withoutEventFraming(body)));
      return message.isEmpty() ? body : message;
    } catch (JsonProcessingException e) {
      return body;
    }
  }

  /** OpenAI: error.message; vLLM before 0.8: message; FastAPI: detail; Google: a list of one. */
  private static String message(JsonNode body) {
    JsonNode root = body.isArray() ? body.path(0) : body;
    JsonNode error = isError(root.path("error")) ? root.path("error") : root;
    for (JsonNode candidate :
        new JsonNode[] {error, error.path("message"), root.path("message"), root.path("detail")}) {
      if (candidate.isTextual() && !candidate.textValue().isBlank()) {
        return candidate.textValue();
      }
    }
    return messageOfAws(root);
  }

  /** AWS: Message; behind SageMaker the model's own words beside it. */
  private static String messageOfAws(JsonNode root) {
    String message = root.path("Message").asText();
    String original = root.path("OriginalMessage").asText();
    return original.isBlank() || message.isBlank() ? message : message + ": " + original;
  }

  /** An error status may come with an event stream that holds the error. */
  private static String withoutEventFraming(String body) {
    int data = body.startsWith("data:") ? 0 : body.indexOf("\ndata:") + 1;
    return data == 0 && !body.startsWith("data:")
        ? body
        : body.substring(data + "data:".length()).strip();
  }
}
