package io.github.gatlingllm.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.gatling.TlsServer.Ending;
import io.github.gatlingllm.javaapi.LlmProtocolBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections with TLS, over HTTP/1.1 and HTTP/2, that end in the middle of an answer. */
class DroppedTlsSimulationTest {

  private static final int USERS = 4;
  private static final int REQUESTS_EACH = 3;
  private static final long ALL = USERS * REQUESTS_EACH;

  private static volatile UnaryOperator<LlmProtocolBuilder> transport = UnaryOperator.identity();
  private static volatile Ending ending = Ending.GOOD;

  private static TlsServer server;

  @TempDir private Path folder;

  @BeforeAll
  static void startServer(@TempDir Path keys) throws Exception {
    server = new TlsServer(keys, "dns:localhost");
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  /** Users who go on when their connection is gone. */
  public static class DroppedSimulation extends Simulation {
    {
      setUp(
              scenario("chat")
                  .repeat(REQUESTS_EACH)
                  .on(llm("chat").user("hello"))
                  .injectOpen(atOnceUsers(USERS)))
          .protocols(
              transport.apply(
                  llm.openAi("https://localhost:" + server.port() + "/v1")
                      .model(ending.name())
                      .trustAnyCertificate()
                      // One that is dropped over HTTP/2 would end the streams of others too.
                      .connectionPerUser()
                      .timeout(ofSeconds(10))));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RESET, false, reset",
    "CLOSE, false, truncated",
    "FINISH_AND_RESET, false, ok",
    "RESET, true, reset",
    "CLOSE, true, truncated",
    "FINISH_AND_RESET, true, ok",
    "STREAM_RESET, true, reset",
  })
  void whatCameInBeforeIsKept(Ending how, boolean http2, String outcome) {
    ending = how;
    transport = http2 ? LlmProtocolBuilder::http2 : UnaryOperator.identity();

    List<JsonNode> log = SimulationRun.of(DroppedSimulation.class, folder, Map.of()).log();

    assertThat(FaultRun.countBy(log, line -> line.path("outcome").asText()))
        .isEqualTo(Map.of(outcome, ALL));
    assertThat(FaultRun.countBy(log, line -> line.path("outputTokens").asInt()))
        .isEqualTo(Map.of(2, ALL));
    assertThat(FaultRun.countBy(log, line -> line.path("generatedText").asText()))
        .isEqualTo(Map.of("x x ", ALL));
    assertThat(log).noneMatch(line -> line.has("sends"));
  }
}
