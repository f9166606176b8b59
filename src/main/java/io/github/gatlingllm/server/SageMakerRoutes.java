package io.github.gatlingllm.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SageMaker Runtime's invocations, answered by the chat behind them. The endpoint's name picks a
 * fault: {@code throttle}, {@code validation}, {@code unavailable}, {@code model-424} answer with
 * an error, and those of {@link SageMakerStream.Fault} break a stream off. Confined to the event
 * loop.
 *
 * <p>A request must be signed as one for SageMaker; whether the signature is right is not looked
 * at.
 */
final class SageMakerRoutes implements Consumer<Exchange> {

  private static final Pattern PATH =
      Pattern.compile("/endpoints/([A-Za-z0-9-]{1,63})/invocations(-response-stream)?");
  private static final Pattern SIGNED =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=[^/,]+/\\d{8}/[a-z0-9-]+/sagemaker/aws4_request, ?"
              + "SignedHeaders=[^,]*\\bhost\\b[^,]*, ?Signature=[0-9a-f]{64}");

  private static final int FORBIDDEN = 403;
  private static final int FAILED_DEPENDENCY = 424;
  private static final int UNAVAILABLE = 503;
  private static final String MESSAGE = "Message";

  private final Consumer<Exchange> chat;
  private final Tally tally;

  SageMakerRoutes(Consumer<Exchange> chat, Tally tally) {
    this.chat = chat;
    this.tally = tally;
  }

  /** Whether a path is one of SageMaker's. */
  static boolean has(String path) {
    return PATH.matcher(path).matches();
  }

  @Override
  public void accept(Exchange exchange) {
    Matcher path = PATH.matcher(exchange.call().path());
    String authorization = exchange.call().authorization();
    if (!path.matches()) {
      throw new IllegalArgumentException("not a path of SageMaker's: " + exchange.call().path());
    }
    if (authorization == null || !SIGNED.matcher(authorization).matches()) {
      refuse(
          exchange,
          FORBIDDEN,
          "MissingAuthenticationToken",
          Map.of("message", "Missing Authentication Token"));
    } else if (!isRefused(exchange, path.group(1))) {
      if (path.group(2) != null) {
        exchange.framedBy(new SageMakerStream(SageMakerStream.Fault.of(path.group(1))));
      }
      chat.accept(exchange);
    }
  }

  private boolean isRefused(Exchange exchange, String endpoint) {
    switch (endpoint) {
      case "throttle" ->
          refuse(
              exchange,
              ApiError.TOO_MANY_REQUESTS,
              "ThrottlingException",
              Map.of("message", "Rate exceeded"));
      case "validation" ->
          refuse(
              exchange,
              ApiError.BAD_REQUEST,
              "ValidationError",
              Map.of(MESSAGE, "Endpoint " + endpoint + " of account 123456789012 not found."));
      case "unavailable" ->
          refuse(
              exchange, UNAVAILABLE, "ServiceUnavailable", Map.of(MESSAGE, "Service Unavailable"));
      case "model-424" ->
          refuse(
              exchange,
              FAILED_DEPENDENCY,
              "ModelError",
              Map.of(
                  MESSAGE,
                  "Received server error (500) from model",
                  "OriginalMessage",
                  "out of memory",
                  "OriginalStatusCode",
                  "500"));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void refuse(Exchange exchange, int status, String type, Map<String, String> members) {
    tally.count(
        status == ApiError.TOO_MANY_REQUESTS ? Tally.Event.QUEUE_FULL : Tally.Event.REJECTED);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    members.forEach(json::put);
    exchange.respond(
        status, json.toString().getBytes(StandardCharsets.UTF_8), Map.of("x-amzn-errortype", type));
  }
}
