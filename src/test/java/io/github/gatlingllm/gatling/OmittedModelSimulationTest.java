package io.github.gatlingllm.gatling;

import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.concurrency;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.javaapi.LlmProtocolBuilder;
import io.github.gatlingllm.javaapi.LoadProfileBuilder;
import io.github.gatlingllm.server.EmbeddedEndpoint;
import io.github.gatlingllm.server.EndpointSettings;
import io.github.gatlingllm.server.LatencyModel;
import io.github.gatlingllm.testkit.FixedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Simulations that name no model. */
class OmittedModelSimulationTest {

  private static final String KEY = "sk-never-to-be-seen";
  private static final int REQUESTS = 4;

  private static volatile String url = "";

  @TempDir private Path folder;

  /** Two scenarios of one protocol. */
  public static class Unnamed extends Simulation {
    {
      LoadProfileBuilder load = concurrency(1).maxRequests(REQUESTS);
      LlmProtocolBuilder endpoint = llm.openAi(url).apiKey(KEY).preflight().load(load);
      setUp(
              scenario("one")
                  .exec(llm("one").user("hello").maxTokens(3))
                  .injectClosed(load.steps()),
              scenario("two")
                  .exec(llm("two").user("hello").maxTokens(3))
                  .injectClosed(load.steps()))
          .protocols(endpoint);
    }
  }

  @Test
  void theFirstModelOfTheEndpointIsAskedForOnceAndShown() {
    EndpointSettings settings =
        EndpointSettings.defaults().withLatency(LatencyModel.instant()).withApiKey(KEY);
    try (EmbeddedEndpoint endpoint = EmbeddedEndpoint.start(settings)) {
      url = endpoint.baseUrl();
      SimulationRun run = SimulationRun.of(Unnamed.class, folder, Map.of());

      assertThat(run.exitCode()).as(run.console()).isZero();
      assertThat(run.log()).allMatch(line -> line.path("outcome").asText().equals("ok"));
      assertThat(run.summary().at("/endpoint/model").asText()).isEqualTo(settings.model());
      assertThat(run.console()).doesNotContain(KEY);
      // One for the list, one before the load, and those of the load.
      assertThat(endpoint.counters().requestsReceived()).isEqualTo(1 + 1 + run.log().size());
    }
  }

  @Test
  void anEndpointWithoutAListKeepsTheRunFromStarting() throws IOException {
    try (FixedServer server = FixedServer.start(404, "{\"error\":\"no " + KEY + "\"}")) {
      url = server.url();
      PreflightFailedException failure =
          catchThrowableOfType(
              PreflightFailedException.class,
              () -> SimulationRun.of(Unnamed.class, folder, Map.of()));

      assertThat(failure)
          .hasMessage(
              "the simulation names no model, and "
                  + url
                  + "/models answered HTTP 404: {\"error\":\"no ***\"}; name it with .model(..)");
      assertThat(server.requests()).isOne();
      assertThat(folder.resolve("results")).doesNotExist();
    }
  }
}
