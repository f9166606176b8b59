package io.github.gatlingllm.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which path answers what, and to whom. Confined to the event loop. */
final class Routes implements Consumer<Exchange> {

  private static final int OK = 200;

  /** One path: its one method, whether it needs the key, and what it does. */
  private record Route(String method, boolean keyNeeded, Consumer<Exchange> answer) {}

  private final Map<String, Route> byPath;
  private final Route sageMaker;
  private final Route bedrock;
  private final byte @Nullable [] expectedAuthorization;
  private final Refusals refusals;
  private final Tally tally;

  Routes(EndpointSettings settings, long startedSeconds, ChatService chat, Tally tally) {
    byte[] models = models(settings.model(), startedSeconds);
    byte[] health = "{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8);
    this.byPath =
        Map.of(
            "/v1/chat/completions", post(chat, Dialect.OPENAI_CHAT),
            "/v1/messages", post(chat, Dialect.ANTHROPIC),
            "/api/chat", post(chat, Dialect.OLLAMA),
            "/v1/embeddings", post(chat, Dialect.EMBEDDINGS),
            "/v1/rerank", post(chat, Dialect.RERANK),
            "/rerank", post(chat, Dialect.RERANK),
            "/generate", post(chat, Dialect.TGI),
            "/generate_stream", post(chat, Dialect.TGI_STREAM),
            "/v1/models", new Route("GET", true, exchange -> answer(exchange, models)),
            "/health", new Route("GET", false, exchange -> answer(exchange, health)));
    this.sageMaker =
        new Route("POST", false, new SageMakerRoutes(chat.of(Dialect.OPENAI_CHAT), tally));
    this.bedrock = new Route("POST", false, new BedrockRoutes(chat::of, tally));
    String key = settings.apiKey();
    this.expectedAuthorization =
        key == null ? null : ("Bearer " + key).getBytes(StandardCharsets.UTF_8);
    this.refusals = new Refusals(tally);
    this.tally = tally;
  }

  private static Route post(ChatService chat, Dialect dialect) {
    return new Route("POST", true, chat.of(dialect));
  }

  private static byte[] models(String model, long startedSeconds) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("object", "list");
    ObjectNode entry = root.putArray("data").addObject();
    entry.put("id", model);
    entry.put("object", "model");
    entry.put("created", startedSeconds);
    entry.put("owned_by", "gatling-llm");
    return root.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void accept(Exchange exchange) {
    HttpCall call = exchange.call();
    ApiError fault = call.fault();
    Route route = route(call.path());
    if (fault != null) {
      refusals.send(exchange, fault);
    } else if (route == null) {
      refusals.send(exchange, ApiError.notFound(call.path()));
    } else if (!route.method().equals(call.method())) {
      ApiError error = ApiError.methodNotAllowed(call.method(), call.path());
      refusals.send(exchange, error, Map.of("Allow", route.method()));
    } else if (route.keyNeeded() && !hasKey(call)) {
      refusals.send(exchange, ApiError.unauthorized());
    } else {
      route.answer().accept(exchange);
    }
  }

  private @Nullable Route route(String path) {
    if (SageMakerRoutes.has(path)) {
      return sageMaker;
    }
    return BedrockRoutes.has(path) ? bedrock : byPath.get(path);
  }

  private boolean hasKey(HttpCall call) {
    if (expectedAuthorization == null) {
      return true;
    }
    String given = call.authorization();
    return given != null
        && MessageDigest.isEqual(expectedAuthorization, given.getBytes(StandardCharsets.UTF_8));
  }

  private void answer(Exchange exchange, byte[] json) {
    tally.count(Tally.Event.ANSWERED);
    exchange.respond(OK, json, Map.of());
  }
}
