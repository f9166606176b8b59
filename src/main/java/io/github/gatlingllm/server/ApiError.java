package io.github.gatlingllm.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A refusal in the form of OpenAI's API: status and {@code {"error":{message,type,param,code}}}.
 *
 * @param param path of the request field at fault, null where none is
 * @param code machine-readable cause, null where the status says it all
 */
record ApiError(
    int status, String message, String type, @Nullable String param, @Nullable String code)
    implements Serializable {

  static final int BAD_REQUEST = 400;
  static final int UNAUTHORIZED = 401;
  static final int NOT_FOUND = 404;
  static final int METHOD_NOT_ALLOWED = 405;
  static final int TOO_LARGE = 413;
  static final int TOO_MANY_REQUESTS = 429;
  static final int INTERNAL = 500;

  private static final String INVALID_REQUEST = "invalid_request_error";

  static ApiError badRequest(String message) {
    return new ApiError(BAD_REQUEST, message, INVALID_REQUEST, null, null);
  }

  static ApiError badField(String param, String message) {
    return new ApiError(
        BAD_REQUEST, "'" + param + "' " + message, INVALID_REQUEST, param, "invalid_value");
  }

  static ApiError missingField(String param) {
    return new ApiError(
        BAD_REQUEST,
        "Missing required parameter: '" + param + "'.",
        INVALID_REQUEST,
        param,
        "missing_required_parameter");
  }

  static ApiError contextLengthExceeded(int limit, long promptTokens, long answerTokens) {
    return new ApiError(
        BAD_REQUEST,
        ("This model's maximum context length is %d tokens. However, you requested %d tokens"
                + " (%d in the messages, %d in the completion).")
            .formatted(limit, promptTokens + answerTokens, promptTokens, answerTokens),
        INVALID_REQUEST,
        "messages",
        "context_length_exceeded");
  }

  static ApiError unauthorized() {
    return new ApiError(
        UNAUTHORIZED, "Incorrect API key provided.", INVALID_REQUEST, null, "invalid_api_key");
  }

  static ApiError notFound(String path) {
    return new ApiError(NOT_FOUND, "Unknown path: " + path, INVALID_REQUEST, null, "unknown_url");
  }

  static ApiError methodNotAllowed(String method, String path) {
    return new ApiError(
        METHOD_NOT_ALLOWED,
        "Method " + method + " is not allowed on " + path,
        INVALID_REQUEST,
        null,
        "method_not_supported");
  }

  static ApiError bodyTooLarge(int limitBytes) {
    return new ApiError(
        TOO_LARGE,
        "The request body is larger than " + limitBytes + " bytes.",
        INVALID_REQUEST,
        null,
        "request_too_large");
  }

  static ApiError queueFull(int limit) {
    return new ApiError(
        TOO_MANY_REQUESTS,
        "The queue is full: " + limit + " requests are waiting.",
        "rate_limit_error",
        null,
        "rate_limit_exceeded");
  }

  static ApiError internal(String message) {
    return new ApiError(INTERNAL, message, "server_error", null, null);
  }

  /** The body of the answer. */
  byte[] json() {
    ObjectNode error = JsonNodeFactory.instance.objectNode();
    error
        .putObject("error")
        .put("message", message)
        .put("type", type)
        .put("param", param)
        .put("code", code);
    return error.toString().getBytes(StandardCharsets.UTF_8);
  }
}
