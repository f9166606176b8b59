package io.github.gatlingllm.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that has one answer to everything. */
public final class FixedServer implements AutoCloseable {

  private final HttpServer server;
  private final int status;
  private final String type;
  private final byte[] body;
  private final AtomicInteger requests = new AtomicInteger();

  private FixedServer(HttpServer server, int status, String type, String body) {
    this.server = server;
    this.status = status;
    this.type = type;
    this.body = body.getBytes(StandardCharsets.UTF_8);
  }

  /** A server of JSON. */
  public static FixedServer start(int status, String json) throws IOException {
    return start(status, "application/json", json);
  }

  /** A server of anything. */
  public static FixedServer start(int status, String type, String body) throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    FixedServer server = new FixedServer(http, status, type, body);
    http.createContext("/", server::answer);
    http.start();
    return server;
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    try (exchange;
        InputStream in = exchange.getRequestBody();
        OutputStream out = exchange.getResponseBody()) {
      in.readAllBytes();
      exchange.getResponseHeaders().set("content-type", type);
      exchange.sendResponseHeaders(status, body.length);
      out.write(body);
    }
  }

  /** Its base URL. */
  public String url() {
    return "http://127.0.0.1:" + port() + "/v1";
  }

  /** Its port. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Requests it has had. */
  public int requests() {
    return requests.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
