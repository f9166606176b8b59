package io.github.gatlingllm.gatling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.gatlingllm.api.HttpCall;
import io.github.gatlingllm.testkit.FixedServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an endpoint says when it is asked for its models, each in one sentence. */
class ModelListTest {

  private static final String KEY = "sk-never-to-be-seen";
  private static final Duration SHORT = Duration.ofSeconds(1);

  @TempDir private Path folder;

  private static String first(String url, TransportSettings transport, Duration limit)
      throws ModelList.NoModelException {
    List<HttpCall.Header> key = List.of(new HttpCall.Header("authorization", "Bearer " + KEY));
    return new ModelList(transport, limit)
        .first(new HttpCall(url + "/models?key=" + KEY, key, new byte[0]));
  }

  private static String fault(String url, TransportSettings transport, Duration limit) {
    String message =
        catchThrowableOfType(ModelList.NoModelException.class, () -> first(url, transport, limit))
            .getMessage();
    assertThat(message).startsWith(url + "/models ").doesNotContain(KEY, "key=", "\n");
    return message.substring((url + "/models ").length());
  }

  private static String fault(String url) {
    return fault(url, TransportSettings.DEFAULT, ModelList.LIMIT);
  }

  @Test
  void theFirstThatHasANameIsTaken() throws Exception {
    try (FixedServer server =
        FixedServer.start(200, "{\"data\":[{\"object\":\"x\"},{\"id\":\"b\"},{\"id\":\"a\"}]}")) {
      assertThat(first(server.url(), TransportSettings.DEFAULT, ModelList.LIMIT)).isEqualTo("b");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401|application/json|{\"error\":\"wrong key sk-never-to-be-seen\"}"
            + "|answered HTTP 401: {\"error\":\"wrong key ***\"}",
        "404|text/plain|404 page not found|answered HTTP 404: 404 page not found",
        "302|text/html|moved|answered HTTP 302: moved",
        "200|text/html|<html> <body>hello</body></html>"
            + "|answered what is not JSON: <html> <body>hello</body></html>",
        "200|application/json|{\"data\":[|answered what is not JSON: {\"data\":[",
        "200|application/json|{\"object\":\"list\",\"data\":[]}"
            + "|lists no model: {\"object\":\"list\",\"data\":[]}",
        "200|application/json|[]|lists no model: []",
        "200|application/json|{\"detail\":\"sk-never-to-be-seen\"}|lists no model: {\"detail\":\"***\"}",
      })
  void whatIsNoListIsToldInTheServersWords(int status, String type, String body, String expected)
      throws IOException {
    try (FixedServer server = FixedServer.start(status, type, body)) {
      assertThat(fault(server.url())).isEqualTo(expected);
      assertThat(server.requests()).isOne();
    }
  }

  @Test
  void anEmptyAnswerIsNoList() throws IOException {
    try (FixedServer server = FixedServer.start(200, "")) {
      assertThat(fault(server.url())).isEqualTo("lists no model");
    }
  }

  @Test
  void anAnswerHasABound() throws IOException {
    String long1 = "{\"data\":[{\"id\":\"m\"}],\"x\":\"" + "x".repeat(1 << 20) + "\"}";
    try (FixedServer server = FixedServer.start(200, long1)) {
      assertThat(fault(server.url())).isEqualTo("answered more than 1048576 bytes");
    }
    try (FixedServer server = FixedServer.start(500, "x".repeat(300))) {
      assertThat(fault(server.url())).isEqualTo("answered HTTP 500: " + "x".repeat(200) + "…");
    }
  }

  @Test
  void nobodyIsThere() throws IOException {
    String url;
    try (FixedServer server = FixedServer.start(200, "{}")) {
      url = server.url();
    }
    assertThat(fault(url)).isEqualTo("could not be asked: nothing accepts connections there");
    assertThat(fault("http://no-such-host.invalid/v1"))
        .isEqualTo("could not be asked: its host is unknown");
  }

  @Test
  void silenceEndsAtTheLimitBeforeTheAnswerAndInIt() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + server.getLocalPort() + "/v1";
      assertThat(fault(url, TransportSettings.DEFAULT, SHORT))
          .isEqualTo("could not be asked: no whole answer within 1 s");
      server.accept().close();
      Thread half = new Thread(() -> halfAnAnswer(server));
      half.setDaemon(true);
      half.start();
      assertThat(fault(url, TransportSettings.DEFAULT, SHORT))
          .isEqualTo("could not be asked: no whole answer within 1 s");
    }
  }

  private static void halfAnAnswer(ServerSocket server) {
    try (Socket socket = server.accept();
        OutputStream out = socket.getOutputStream()) {
      out.write(
          "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      while (socket.getInputStream().read() >= 0) {
        // Until the client has left.
      }
    } catch (IOException e) {
      // The client has left.
    }
  }

  @Test
  void aCertificateIsTrustedAsThatOfTheRunIs() throws Exception {
    try (TlsServer server = new TlsServer(folder, "ip:127.0.0.1")) {
      String url = "https://127.0.0.1:" + server.port() + "/v1";
      TransportSettings any = TransportSettings.DEFAULT;
      assertThat(fault(url)).startsWith("could not be asked: the TLS handshake failed: ");
      // That server knows chats alone: what it answers shows that it was reached.
      assertThat(fault(url, any.withTrusted(server.certificate()), ModelList.LIMIT))
          .doesNotContain("TLS");
      assertThat(fault(url, any.withoutVerification(), ModelList.LIMIT)).doesNotContain("TLS");
    }
  }
}
