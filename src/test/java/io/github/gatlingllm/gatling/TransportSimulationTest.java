package io.github.gatlingllm.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.gatling.TlsServer.Ending.ENDLESS;
import static io.github.gatlingllm.javaapi.LlmDsl.afterTokens;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.javaapi.LlmProtocolBuilder;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS, HTTP/2 and proxies, against servers of the test's own. */
class TransportSimulationTest {

  /** Made inside of the simulation, as users do. */
  private static volatile Supplier<LlmProtocolBuilder> protocol =
      () -> llm.openAi("http://127.0.0.1:1/v1");

  private static volatile UnaryOperator<io.github.gatlingllm.javaapi.LlmRequestBuilder> request =
      UnaryOperator.identity();

  @TempDir private Path folder;

  /** Four requests of one user, and one of another. */
  public static class FourRequests extends Simulation {
    {
      setUp(
              scenario("chat")
                  .repeat(4)
                  .on(request.apply(llm("chat").user("hello").maxTokens(2)))
                  .injectOpen(atOnceUsers(1)))
          .protocols(protocol.get());
    }
  }

  private List<JsonNode> run(
      Supplier<LlmProtocolBuilder> how,
      UnaryOperator<io.github.gatlingllm.javaapi.LlmRequestBuilder> what) {
    protocol = () -> how.get().model("m");
    request = what;
    return SimulationRun.of(FourRequests.class, folder, Map.of()).log();
  }

  private static LlmProtocolBuilder https(TlsServer server, String host) {
    return llm.openAi("https://" + host + ":" + server.port() + "/v1");
  }

  private static List<String> outcomes(List<JsonNode> log) {
    return log.stream().map(line -> line.path("outcome").asText()).toList();
  }

  @Test
  void anAuthorityOfOnesOwnIsTrustedWhenToldSoAndTheHandshakeIsMeasured() throws Exception {
    try (TlsServer server = new TlsServer(folder, "dns:localhost,ip:127.0.0.1")) {
      List<JsonNode> log =
          run(
              () -> https(server, "localhost").trustCertificates(server.certificate()),
              UnaryOperator.identity());

      assertThat(outcomes(log)).containsExactly("ok", "ok", "ok", "ok");
      assertThat(log.get(0).path("tlsMs").asDouble())
          .isPositive()
          .isLessThan(log.get(0).path("connectMs").asDouble());
      assertThat(log.subList(1, 4)).noneMatch(line -> line.has("tlsMs"));
      assertThat(server.connections).hasValue(1);
    }
  }

  @Test
  void aConnectionForEachRequestHasAHandshakeInEach() throws Exception {
    try (TlsServer server = new TlsServer(folder, "dns:localhost")) {
      List<JsonNode> log =
          run(
              () ->
                  https(server, "localhost")
                      .trustCertificates(server.certificate())
                      .connectionPerRequest(),
              UnaryOperator.identity());

      assertThat(outcomes(log)).containsExactly("ok", "ok", "ok", "ok");
      assertThat(log).allMatch(line -> line.path("tlsMs").asDouble() > 0);
      assertThat(server.connections).hasValue(4);
    }
  }

  @Test
  void aCertificateThatNobodyVouchesForIsATlsFailureWithAdvice() throws Exception {
    try (TlsServer server = new TlsServer(folder, "dns:localhost")) {
      List<JsonNode> log = run(() -> https(server, "localhost"), UnaryOperator.identity());

      assertThat(outcomes(log)).containsExactly("tls", "tls", "tls", "tls");
      assertThat(log.get(0).path("error").asText()).contains(".trustCertificates(file)");
    }
  }

  @Test
  void aCertificateForAnotherHostIsATlsFailure() throws Exception {
    try (TlsServer server = new TlsServer(folder, "dns:elsewhere.example")) {
      List<JsonNode> log =
          run(
              () -> https(server, "localhost").trustCertificates(server.certificate()),
              UnaryOperator.identity());

      assertThat(outcomes(log)).containsExactly("tls", "tls", "tls", "tls");
    }
  }

  @Test
  void everyCertificateIsTrustedOnlyWhenAskedFor() throws Exception {
    try (TlsServer server = new TlsServer(folder, "dns:elsewhere.example")) {
      List<JsonNode> log =
          run(() -> https(server, "localhost").trustAnyCertificate(), UnaryOperator.identity());

      assertThat(outcomes(log)).containsExactly("ok", "ok", "ok", "ok");
    }
  }

  @Test
  void http2IsUsedWhereItIsOffered() throws Exception {
    try (TlsServer server = new TlsServer(folder, "dns:localhost")) {
      List<JsonNode> log =
          run(
              () -> https(server, "localhost").trustCertificates(server.certificate()).http2(),
              UnaryOperator.identity());

      assertThat(outcomes(log)).containsExactly("ok", "ok", "ok", "ok");
      assertThat(server.http2Streams).hasValue(4);
      assertThat(server.connections).hasValue(1);
    }
  }

  @Test
  void aUserWhoLeavesOverHttp2ResetsItsStreamAndKeepsTheConnection() throws Exception {
    try (TlsServer server = new TlsServer(folder, "dns:localhost")) {
      Supplier<LlmProtocolBuilder> how =
          () -> https(server, "localhost").trustCertificates(server.certificate()).http2();
      protocol = () -> how.get().model(ENDLESS.name());
      request = llmRequest -> llmRequest.leave(afterTokens(2));
      List<JsonNode> log = SimulationRun.of(FourRequests.class, folder, Map.of()).log();

      assertThat(outcomes(log)).containsExactly("cancelled", "cancelled", "cancelled", "cancelled");
      assertThat(log).allMatch(line -> line.path("outputTokens").asInt() == 2);
      assertThat(server.connections).hasValue(1);
      assertThat(server.http2Resets.get()).isGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void aTimeoutOverHttp2TakesNoOtherStreamWithIt() throws Exception {
    try (TlsServer server = new TlsServer(folder, "dns:localhost")) {
      Supplier<LlmProtocolBuilder> how =
          () -> https(server, "localhost").trustCertificates(server.certificate()).http2();
      protocol = () -> how.get().model(ENDLESS.name()).idleTimeout(ofMillis(200));
      request = UnaryOperator.identity();
      List<JsonNode> log = SimulationRun.of(FourRequests.class, folder, Map.of()).log();

      assertThat(outcomes(log))
          .containsExactly("timeout_idle", "timeout_idle", "timeout_idle", "timeout_idle");
      assertThat(server.connections).hasValue(1);
    }
  }

  @Test
  void aProxyGetsTheWholeUrl() throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    HttpServer proxy = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    proxy.createContext(
        "/",
        exchange -> {
          seen.add(exchange.getRequestURI().toString());
          exchange.getRequestBody().readAllBytes();
          byte[] body =
              "{\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"content\":\"hi\"}}]}"
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    proxy.start();
    try {
      List<JsonNode> log =
          run(
              () ->
                  llm.openAi("http://llm.example:8000/v1")
                      .proxy("127.0.0.1", proxy.getAddress().getPort()),
              UnaryOperator.identity());

      assertThat(outcomes(log)).containsExactly("ok", "ok", "ok", "ok");
      assertThat(seen).containsOnly("http://llm.example:8000/v1/chat/completions");
    } finally {
      proxy.stop(0);
    }
  }
}
