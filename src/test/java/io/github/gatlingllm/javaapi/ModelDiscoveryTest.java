package io.github.gatlingllm.javaapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.gatlingllm.config.ConfigDraft;
import io.github.gatlingllm.config.Provider;
import io.github.gatlingllm.testkit.FixedServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an endpoint says of its models, and that it is not waited for. */
class ModelDiscoveryTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static ModelDiscovery of(String url, Duration limit) {
    Provider provider =
        new ConfigDraft(Map.of("llm.baseUrl", url, "llm.apiKeyEnv", "")).provider().orElseThrow();
    return new ModelDiscovery(provider, limit);
  }

  @Test
  void allModelsAreListedInTheirOrderWithoutBlankOnes() throws IOException {
    String body = "{\"data\":[{\"id\":\"b\"},{\"id\":\" \"},{\"object\":\"x\"},{\"id\":\"a\"}]}";
    try (FixedServer server = FixedServer.start(200, body)) {
      assertThat(of(server.url(), LIMIT).models()).containsExactly("b", "a");
      assertThat(of(server.url(), LIMIT).firstModel()).isEqualTo("b");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {\"data\":[]} | lists no model: {\"data\":[]}",
        "200 | <html> | answered what is not JSON: <html>",
        "401 | no key | answered HTTP 401: no key",
        "404 | '' | answered HTTP 404"
      })
  void whatIsNoListIsTold(int status, String body, String told) throws IOException {
    try (FixedServer server = FixedServer.start(status, body)) {
      ModelDiscovery discovery = of(server.url(), LIMIT);
      assertThatThrownBy(discovery::models)
          .isInstanceOf(IOException.class)
          .hasMessage(server.url() + "/models " + told);
      assertThatThrownBy(discovery::firstModel)
          .hasMessageContaining(
              "provider.model is not given, and "
                  + server.url()
                  + "/models "
                  + told
                  + "; name the model");
    }
  }

  @Test
  void whereNothingListensThatIsTold() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertThatThrownBy(() -> of("http://127.0.0.1:" + port + "/v1", LIMIT).models())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/v1/models could not be asked: ");
  }

  @Test
  void anAnswerThatStopsInItsMiddleIsNotWaitedFor() throws IOException {
    CountDownLatch over = new CountDownLatch(1);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (exchange) {
            OutputStream out = exchange.getResponseBody();
            out.write("{\"data\":[".getBytes(StandardCharsets.UTF_8));
            out.flush();
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
      assertThatThrownBy(() -> of(url, Duration.ofSeconds(1)).models())
          .isInstanceOf(IOException.class)
          .hasMessage(url + "/models could not be asked: no whole answer within 1 s");
    } finally {
      over.countDown();
      server.stop(0);
    }
  }
}
