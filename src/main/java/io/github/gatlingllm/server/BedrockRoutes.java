package io.github.gatlingllm.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bedrock Runtime's models, by Converse and, with Anthropic's bodies, by InvokeModel, answered by
 * the chat behind them. The model's id picks a fault: {@code throttle}, {@code invalid} and {@code
 * denied} answer with an error, {@code stream-error} breaks a stream off. Confined to the event
 * loop.
 *
 * <p>A request must be signed as one for Bedrock; whether the signature is right is not looked at.
 */
final class BedrockRoutes implements Consumer<Exchange> {

  private static final Pattern PATH =
      Pattern.compile(
          "/model/([^/]{1,2048})/(converse|converse-stream|invoke|invoke-with-response-stream)");
  private static final Pattern SIGNED =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=[^/,]+/\\d{8}/[a-z0-9-]+/bedrock/aws4_request, ?"
              + "SignedHeaders=[^,]*\\bhost\\b[^,]*, ?Signature=[0-9a-f]{64}");

  private static final int FORBIDDEN = 403;

  private final Map<String, Consumer<Exchange>> byAction;
  private final Tally tally;

  /**
   * Around a chat.
   *
   * @param chat what answers requests of an API
   */
  BedrockRoutes(Function<Dialect, Consumer<Exchange>> chat, Tally tally) {
    this.byAction =
        Map.of(
            "converse", chat.apply(Dialect.CONVERSE),
            "converse-stream", streamed(chat.apply(Dialect.CONVERSE_STREAM)),
            "invoke", chat.apply(Dialect.BEDROCK_INVOKE),
            "invoke-with-response-stream", streamed(chat.apply(Dialect.BEDROCK_INVOKE_STREAM)));
    this.tally = tally;
  }

  private static Consumer<Exchange> streamed(Consumer<Exchange> answer) {
    return exchange -> {
      boolean fails = exchange.call().path().startsWith("/model/stream-error/");
      exchange.framedBy(new BedrockStream(fails));
      answer.accept(exchange);
    };
  }

  /** Whether a path is one of Bedrock's. */
  static boolean has(String path) {
    return PATH.matcher(path).matches();
  }

  @Override
  public void accept(Exchange exchange) {
    Matcher path = PATH.matcher(exchange.call().path());
    String authorization = exchange.call().authorization();
    if (!path.matches()) {
      throw new IllegalArgumentException("not a path of Bedrock's: " + exchange.call().path());
    }
    if (authorization == null || !SIGNED.matcher(authorization).matches()) {
      refuse(exchange, FORBIDDEN, "MissingAuthenticationToken", "Missing Authentication Token");
      return;
    }
    switch (path.group(1)) {
      case "throttle" ->
          refuse(
              exchange,
              ApiError.TOO_MANY_REQUESTS,
              "ThrottlingException",
              "Too many requests, please wait before trying again.");
      case "invalid" ->
          refuse(
              exchange,
              ApiError.BAD_REQUEST,
              "ValidationException",
              "The provided model identifier is invalid.");
      case "denied" ->
          refuse(
              exchange,
              FORBIDDEN,
              "AccessDeniedException",
              "You don't have access to the model with the specified model ID.");
      default -> byAction.getOrDefault(path.group(2), this::unknown).accept(exchange);
    }
  }

  private void unknown(Exchange exchange) {
    throw new IllegalArgumentException("no action of Bedrock's: " + exchange.call().path());
  }

  private void refuse(Exchange exchange, int status, String type, String message) {
    tally.count(
        status == ApiError.TOO_MANY_REQUESTS ? Tally.Event.QUEUE_FULL : Tally.Event.REJECTED);
    String json = JsonNodeFactory.instance.objectNode().put("message", message).toString();
    exchange.respond(
        status, json.getBytes(StandardCharsets.UTF_8), Map.of("x-amzn-errortype", type));
  }
}
