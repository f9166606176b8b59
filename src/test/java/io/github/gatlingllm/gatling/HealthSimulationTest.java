package io.github.gatlingllm.gatling;

import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.concurrency;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.javaapi.LoadProfileBuilder;
import io.github.gatlingllm.server.EmbeddedEndpoint;
import io.github.gatlingllm.server.EndpointSettings;
import io.github.gatlingllm.server.LatencyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import simulations.BenchmarkSimulation;

/** What a run says of the machine that made the load. */
class HealthSimulationTest {

  private static volatile String url = "";

  @TempDir private Path folder;

  /** Users who keep their event loop from everything else for a while before each request. */
  public static class BlockingSimulation extends Simulation {
    {
      LoadProfileBuilder load = concurrency(2).maxRequests(40);
      setUp(
              scenario("chat")
                  .exec(BlockingSimulation::blocked)
                  .exec(llm("chat").user("Hello").maxTokens(5))
                  .injectClosed(load.steps()))
          .protocols(llm.openAi(url).model("embedded-llm").load(load));
    }

    private static Session blocked(Session session) {
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50);
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      return session;
    }
  }

  @Test
  void anEventLoopThatIsBlockedIsSeenAndSpoilsTheVerdict() throws IOException {
    SimulationRun run;
    try (EmbeddedEndpoint endpoint =
        EmbeddedEndpoint.start(EndpointSettings.defaults().withLatency(LatencyModel.instant()))) {
      url = endpoint.baseUrl();
      run = SimulationRun.of(BlockingSimulation.class, folder, Map.of());
    }

    assertThat(run.exitCode()).as(run.console()).isZero();
    JsonNode summary = run.summary();
    assertThat(summary.at("/health/window").asText()).isEqualTo("steady");
    assertThat(summary.at("/health/loopLagMs/p99").asDouble()).isGreaterThan(20);
    assertThat(summary.at("/verdict/result").asText()).isIn("SUSPECT", "INVALID");
    assertThat(summary.at("/verdict/reasons").findValuesAsText("rule")).contains("lagShare");
    assertThat(run.console()).contains("Verdict: " + summary.at("/verdict/result").asText());
    assertThat(run.console()).contains("loop lag p99").contains("Client (steady): loop lag p50");
    assertThat(summary.at("/health/stops/count").isIntegralNumber()).isTrue();
    assertThat(summary.at("/health/stops/totalMs").isNumber()).isTrue();
    assertThat(healthLog(run))
        .anySatisfy(
            line -> {
              assertThat(line.path("phase").asText()).isEqualTo("steady");
              assertThat(line.at("/loopLagMs/max").asDouble()).isGreaterThan(20);
              assertThat(line.path("started").asInt()).isPositive();
              assertThat(line.path("inFlightAsked").asDouble()).isEqualTo(2);
            });
  }

  private static List<JsonNode> healthLog(SimulationRun run) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(run.runFolder().resolve("health.jsonl"))) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  /** In a JVM of its own, since it is that one's exit status. */
  @Test
  void anInvalidRunEndsWithAStatusOfItsOwnWhereThatIsAskedFor()
      throws IOException, InterruptedException {
    try (ChildRun run =
        ChildRun.start(
            BenchmarkSimulation.class,
            folder,
            Map.of(
                "llm.maxDuration", "2",
                "llm.rampUp", "none",
                "llm.rampDown", "none",
                "llm.lagShare", "0,0",
                "llm.failOn", "invalid"))) {
      assertThat(run.exitStatus()).as(run.console()).isEqualTo(ExitStatus.VERDICT.code());
      assertThat(run.console())
          .contains("gatling-llm: exit status 4: the run is INVALID (verdict.failOn=invalid)")
          .doesNotContain("Exception");
      assertThat(run.summary().at("/verdict/result").asText()).isEqualTo("INVALID");
      assertThat(run.summary().at("/gatling/countsAgree").asBoolean()).isTrue();
    }
  }
}
