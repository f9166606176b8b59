package io.github.gatlingllm.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static io.github.gatlingllm.javaapi.LlmDsl.sageMakerEndpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.javaapi.LlmProtocolBuilder;
import io.github.gatlingllm.server.EmbeddedEndpoint;
import io.github.gatlingllm.server.EndpointSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs against the embedded counterpart of SageMaker, its faults included. */
class SageMakerSimulationTest {

  private static final String SECRET = "a-secret-access-key-of-nobody";
  private static final String TOKEN = "a-session-token-of-nobody";
  private static final int TOKENS = 12;

  private static final List<String> ENDPOINTS =
      List.of(
          "ep",
          "split37",
          "model-error",
          "internal",
          "error-frame",
          "cut",
          "bad-crc",
          "throttle",
          "validation",
          "unavailable",
          "model-424");

  /** One request to each endpoint, streamed or not. */
  public static class Endpoints extends Simulation {
    {
      String url = "http://127.0.0.1:" + Integer.getInteger("test.port");
      LlmProtocolBuilder protocol =
          llm.sageMaker(sageMakerEndpoint().region("eu-west-1").baseUrl(url))
              .model("#{endpoint}")
              .streaming(Boolean.getBoolean("test.streaming"))
              .clientWarmUp(Duration.ZERO);
      ChainBuilder all = exec(session -> session);
      for (String endpoint : ENDPOINTS) {
        all =
            all.exec(session -> session.set("endpoint", endpoint))
                .exec(llm(endpoint).user("Hello").maxTokens(TOKENS));
      }
      setUp(scenario("all").exec(all).injectOpen(atOnceUsers(1))).protocols(protocol);
    }
  }

  private static SimulationRun run(Path folder, boolean streaming) {
    try (EmbeddedEndpoint endpoint = EmbeddedEndpoint.start(EndpointSettings.defaults())) {
      return SimulationRun.of(
          Endpoints.class,
          folder,
          Map.of(
              "test.port",
              Integer.toString(endpoint.port()),
              "test.streaming",
              Boolean.toString(streaming),
              "aws.accessKeyId",
              "AKIDEXAMPLE",
              "aws.secretAccessKey",
              SECRET,
              "aws.sessionToken",
              TOKEN));
    }
  }

  private static Map<String, String> outcomes(SimulationRun run) {
    Map<String, String> outcomes = new LinkedHashMap<>();
    for (JsonNode line : run.log()) {
      outcomes.put(
          line.path("name").asText(),
          line.path("outcome").asText() + ": " + line.path("error").asText());
    }
    return outcomes;
  }

  @Test
  void eachFaultOfAStreamHasItsOutcomeAndTheServicesWords(@TempDir Path folder) {
    SimulationRun run = run(folder, true);

    Map<String, String> outcomes = outcomes(run);
    assertThat(outcomes.remove("bad-crc"))
        .startsWith("malformed: an event-stream message is corrupt: Message checksum failure");
    assertThat(outcomes)
        .containsOnly(
            entry("ep", "ok: "),
            entry("split37", "ok: "),
            entry("model-error", "stream_error: the model stopped (ModelInvocationTimeExceeded)"),
            entry("internal", "stream_error: stream failed"),
            entry("error-frame", "stream_error: unmodeled"),
            entry("cut", "truncated: the connection closed in the middle of the body"),
            entry("throttle", "http_429: HTTP 429: Rate exceeded"),
            entry(
                "validation",
                "http_400: HTTP 400: Endpoint validation of account 123456789012 not found."),
            entry("unavailable", "http_503: HTTP 503: Service Unavailable"),
            entry(
                "model-424",
                "http_424: HTTP 424: Received server error (500) from model: out of memory"));
    JsonNode ok = run.log().get(0);
    assertThat(ok.path("outputTokens").asInt()).isEqualTo(TOKENS);
    assertThat(ok.path("interTokenLatencies")).hasSize(TOKENS - 1);
    assertThat(run.summary().path("totalRequests").asInt()).isEqualTo(ENDPOINTS.size());
    assertThat(run.anyFileContains(SECRET)).isFalse();
    assertThat(run.anyFileContains(TOKEN)).isFalse();
    assertThat(run.console()).doesNotContain(SECRET, TOKEN);
  }

  @Test
  void anInvocationThatIsNotStreamedIsOneAnswer(@TempDir Path folder) {
    SimulationRun run = run(folder, false);

    assertThat(outcomes(run)).containsEntry("ep", "ok: ").containsEntry("model-error", "ok: ");
    assertThat(run.log().get(0).path("outputTokens").asInt()).isEqualTo(TOKENS);
  }
}
