package io.github.gatlingllm.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A chat endpoint that streams one word and keeps the bodies it was sent. */
public final class RecordingServer implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String ANSWER =
      """
      data: {"choices":[{"index":0,"delta":{"content":"%s"}}]}

      data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

      data: [DONE]

      """;

  private final HttpServer server;
  private final byte[] answer;
  private final List<JsonNode> bodies = new CopyOnWriteArrayList<>();

  private RecordingServer(HttpServer server, String word) {
    this.server = server;
    this.answer = ANSWER.formatted(word).getBytes(StandardCharsets.UTF_8);
  }

  /** A server on a free port. */
  public static RecordingServer start() throws IOException {
    return start("Fine");
  }

  /** One that answers a word of the test's. */
  public static RecordingServer start(String word) throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    RecordingServer server = new RecordingServer(http, word);
    http.createContext("/", server::answer);
    http.start();
    return server;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange;
        InputStream in = exchange.getRequestBody();
        OutputStream out = exchange.getResponseBody()) {
      bodies.add(JSON.readTree(in.readAllBytes()));
      exchange.getResponseHeaders().set("content-type", "text/event-stream");
      exchange.sendResponseHeaders(200, answer.length);
      out.write(answer);
    }
  }

  /** Its base URL. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /** What it was sent, in order. */
  public List<JsonNode> bodies() {
    return List.copyOf(bodies);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
