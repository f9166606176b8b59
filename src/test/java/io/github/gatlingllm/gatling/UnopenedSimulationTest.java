package io.github.gatlingllm.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.javaapi.LlmProtocolBuilder;
import io.github.gatlingllm.testkit.Fault;
import io.github.gatlingllm.testkit.FullBacklog;
import io.github.gatlingllm.testkit.ScriptedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that never open, each for a reason of its own, and a run that is cut off. */
class UnopenedSimulationTest {

  private static final int USERS = 2;
  private static final Duration SHORT = ofMillis(300);

  /** What the simulation, which Gatling makes without arguments, makes its protocols of. */
  private static volatile Map<String, Supplier<LlmProtocolBuilder>> endpoints = Map.of();

  @TempDir private Path folder;

  /** A scenario for each endpoint. */
  public static class UnopenedSimulation extends Simulation {
    {
      List<PopulationBuilder> scenarios =
          endpoints.entrySet().stream()
              .map(endpoint -> population(endpoint.getKey(), endpoint.getValue().get()))
              .toList();
      setUp(scenarios).maxDuration(ofSeconds(4));
    }

    private static PopulationBuilder population(String name, LlmProtocolBuilder endpoint) {
      return scenario(name)
          .exec(llm(name).user("hello"))
          .injectOpen(atOnceUsers(USERS))
          .protocols(endpoint.model("m"));
    }
  }

  private static String at(String scheme, int port) {
    return scheme + "://127.0.0.1:" + port + "/v1";
  }

  /** A port of this machine on which nobody listens, and nobody else will. */
  private static Socket refusing() throws IOException {
    Socket bound = new Socket();
    bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return bound;
  }

  @Test
  void everyReasonHasItsOutcomeWhereverFailuresAreShown() throws Exception {
    try (Socket refusing = refusing();
        FullBacklog full = new FullBacklog();
        ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        TlsServer untrusted = new TlsServer(folder, "ip:127.0.0.1");
        ScriptedServer silent = ScriptedServer.start()) {
      String nobodyAccepts = at("http", full.port());
      endpoints =
          Map.of(
              "refused", () -> llm.openAi(at("http", refusing.getLocalPort())),
              "untrusted", () -> llm.openAi(at("https", untrusted.port())),
              "limit of ours", () -> llm.openAi(nobodyAccepts).connectTimeout(SHORT),
              "limit of the client",
                  () -> llm.openAi(nobodyAccepts).connections(SHORT, ofSeconds(60)),
              "handshake", () -> llm.openAi(at("https", mute.getLocalPort())).connectTimeout(SHORT),
              "cut", () -> llm.openAi(silent.url()).header("x-fault", Fault.SILENT.name()));

      FaultRun run =
          new FaultRun(SimulationRun.of(UnopenedSimulation.class, folder, Map.of()), silent);

      assertOutcomes(run);
      run.assertShown(
          Map.of("connect", 2L, "tls", 2L, "timeout_connect", 6L), Map.of("aborted", 2L));
      assertThat(run.log()).noneMatch(line -> line.has("connectMs") && !isCut(line));
      assertThat(silent.awaitServed(USERS)).allMatch(ScriptedServer.Served::clientLeft);
    }
  }

  private static boolean isCut(JsonNode line) {
    return line.path("name").asText().equals("cut");
  }

  private static void assertOutcomes(FaultRun run) {
    assertThat(
            FaultRun.countBy(
                run.log(), l -> l.path("name").asText() + ": " + l.path("outcome").asText()))
        .isEqualTo(
            Map.of(
                "refused: connect", 2L,
                "untrusted: tls", 2L,
                "limit of ours: timeout_connect", 2L,
                "limit of the client: timeout_connect", 2L,
                "handshake: timeout_connect", 2L,
                "cut: aborted", 2L));
  }
}
