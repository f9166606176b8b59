package io.github.gatlingllm.javaapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatlingllm.config.InvalidConfigException;
import io.github.gatlingllm.gatling.SimulationRun;
import io.github.gatlingllm.server.EmbeddedEndpoint;
import io.github.gatlingllm.server.EndpointSettings;
import io.github.gatlingllm.server.LatencyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import simulations.BenchmarkSimulation;
import simulations.ChatSimulation;

/** The simulations that users copy, run as they are. */
class BenchmarkSimulationTest {

  @TempDir private Path folder;

  @Test
  void withoutAConfigurationTheEmbeddedEndpointIsMeasured() {
    SimulationRun run =
        SimulationRun.of(
            BenchmarkSimulation.class,
            folder,
            Map.of("llm.maxDuration", "3", "llm.rampUp", "1", "llm.rampDown", "1"));

    assertThat(run.exitCode()).as(run.console()).isZero();
    assertThat(run.runFolder().toFile().list())
        .containsExactlyInAnyOrder(
            "run_log.jsonl",
            "prompts.jsonl",
            "requests.csv",
            "health.jsonl",
            "run_facts.jsonl",
            "config.resolved.json",
            "summary.json",
            "summary.csv");
    JsonNode summary = run.summary();
    assertThat(summary.at("/gatling/countsAgree").asBoolean()).isTrue();
    assertThat(summary.path("phases").path("ramp-up").at("/requests/started").asInt()).isPositive();
    assertThat(summary.at("/steady/requests/started").asInt()).isPositive();
    assertThat(run.log())
        .allSatisfy(
            line -> {
              assertThat(line.path("outcome").asText()).isEqualTo("ok");
              assertThat(line.path("tokenCountSource").asText()).isEqualTo("usage");
              // The endpoint counts with the tokenizer that made the prompts.
              assertThat(line.path("inputTokens").asInt())
                  .isEqualTo(line.path("promptTokenCount").asInt());
              assertThat(line.path("outputTokens").asInt())
                  .isEqualTo(line.path("outputTokenTarget").asInt());
            });
    assertThat(run.log().stream().map(line -> line.path("inputText").asText()).distinct())
        .hasSameSizeAs(run.log());
  }

  @Test
  void aFlotestConfigurationRunsAsItIs() throws IOException {
    try (EmbeddedEndpoint endpoint =
        EmbeddedEndpoint.start(EndpointSettings.defaults().withLatency(LatencyModel.instant()))) {
      Path config = folder.resolve("config.json");
      Files.writeString(
          config,
          """
          {"provider": {"adapter": "openai", "model": "m", "baseURL": "%s/"},
           "benchmark": {"concurrency": 2, "inputTokens": {"mean": 30}, "outputTokens": {"mean": 9},
                         "maxRequests": 12, "streaming": true, "preflight": false, "outputDir": "%s"},
           "generator": {"enabled": false}, "reporter": {"adapters": ["json"]}}
          """
              .formatted(endpoint.baseUrl(), folder.resolve("results")));

      SimulationRun run =
          SimulationRun.of(
              BenchmarkSimulation.class,
              folder,
              Map.of("llm.config", config.toString(), "llm.runId", "mine"));

      assertThat(run.exitCode()).as(run.console()).isZero();
      assertThat(run.runFolder().getFileName()).hasToString("mine");
      assertThat(run.log()).hasSize(12);
      assertThat(run.runFolder().resolve("summary.csv")).doesNotExist();
      assertThat(endpoint.counters().completed()).isEqualTo(12);
    }
  }

  @Test
  void theSimulationWrittenByHandRuns() {
    SimulationRun run = SimulationRun.of(ChatSimulation.class, folder, Map.of());

    assertThat(run.exitCode()).as(run.console()).isZero();
    assertThat(run.summary().at("/gatling/countsAgree").asBoolean()).isTrue();
  }

  @Test
  void whatOnlyTheUserOfAValueCanKnowIsAFaultToo() {
    Map<String, String> properties =
        Map.of(
            "llm.baseUrl", "http://127.0.0.1:1/v1",
            "llm.model", "m",
            "llm.tokenizer", "no-such-vocabulary",
            "llm.providerConfig", "{\"messages\": []}");
    properties.forEach(System::setProperty);
    try {
      assertThatThrownBy(Benchmark::fromSystemProperties)
          .isInstanceOf(InvalidConfigException.class)
          .hasMessageContaining("provider.config.messages")
          .hasMessageContaining("no-such-vocabulary");
    } finally {
      properties.keySet().forEach(System::clearProperty);
    }
  }
}
