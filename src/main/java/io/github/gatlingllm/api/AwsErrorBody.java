package io.github.gatlingllm.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The shapes in which AWS's runtimes report an error, in a body or in an exception of a stream:
 * {@code message} in either case, behind a model its own words and status, and a code.
 */
final class AwsErrorBody {

  private static final ObjectMapper JSON = new ObjectMapper();

  private AwsErrorBody() {}

  /** The message, with what the model said and the original status where the message lacks them. */
  static String message(String body) {
    JsonNode root;
    try {
      root = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return ErrorBody.message(body);
    }
    String message = text(root, "message", "Message");
    if (message.isBlank()) {
      return ErrorBody.message(body);
    }
    StringBuilder told = new StringBuilder(message);
    String original = text(root, "originalMessage", "OriginalMessage");
    if (!original.isBlank() && !message.contains(original)) {
      told.append(": ").append(original);
    }
    String status = text(root, "originalStatusCode", "OriginalStatusCode");
    if (!status.isBlank() && !message.contains("(" + status + ")")) {
      told.append(" (original status ").append(status).append(')');
    }
    String code = text(root, "errorCode", "ErrorCode");
    return code.isBlank() ? told.toString() : told + " (" + code + ")";
  }

  private static String text(JsonNode root, String name, String otherName) {
    JsonNode value = root.hasNonNull(name) ? root.get(name) : root.path(otherName);
    return value.isValueNode() && !value.isNull() ? value.asText() : "";
  }
}
