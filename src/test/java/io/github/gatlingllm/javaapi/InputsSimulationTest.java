package io.github.gatlingllm.javaapi;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.constant;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static io.github.gatlingllm.javaapi.LlmDsl.syntheticPrompts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.gatling.SimulationRun;
import io.github.gatlingllm.server.EmbeddedEndpoint;
import io.github.gatlingllm.server.EndpointSettings;
import io.github.gatlingllm.server.LatencyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import simulations.BenchmarkSimulation;

/** Embeddings and ranking, as whole runs: what is told of them, and what is not. */
class InputsSimulationTest {

  private static volatile String url = "";

  @TempDir private Path folder;
  private EmbeddedEndpoint endpoint;

  @BeforeEach
  void startEndpoint() {
    endpoint =
        EmbeddedEndpoint.start(EndpointSettings.defaults().withLatency(LatencyModel.instant()));
    url = endpoint.baseUrl();
  }

  @AfterEach
  void stopEndpoint() {
    endpoint.close();
  }

  private SimulationRun benchmark(String adapter, String more) throws IOException {
    Path config = folder.resolve("config.json");
    Files.writeString(
        config,
        """
        {"provider": {"adapter": "%s", "baseURL": "%s"},
         "benchmark": {"concurrency": 2, "maxRequests": 20, "batchSize": 8, %s
           "warmUp": {"requests": 2}, "inputTokens": {"mean": 20, "stddev": 0},
           "outputDir": "%s"},
         "generator": {"seed": 42}, "reporter": {"adapters": ["json", "csv"]}}
        """
            .formatted(adapter, url, more, folder.resolve("results")));
    return SimulationRun.of(
        BenchmarkSimulation.class, folder, Map.of("llm.config", config.toString()));
  }

  @Test
  void embeddingsHaveInputsAndNoTokensOfOutput() throws IOException {
    SimulationRun run = benchmark("openai-embeddings", "");

    assertThat(run.exitCode()).as(run.console()).isZero();
    assertThat(run.log()).hasSize(20);
    for (JsonNode line : run.log()) {
      assertThat(line.path("outcome").asText()).as(line.toString()).isEqualTo("ok");
      assertThat(line.path("name").asText()).isEqualTo("embeddings");
      assertThat(line.path("inputs").asInt()).isEqualTo(8);
      assertThat(line.path("promptTokenCount").asInt()).isEqualTo(160);
      assertThat(line.path("servedInputTokens").asInt()).isPositive();
      assertThat(line.path("inputText").asText().split("\n\n")).hasSizeGreaterThanOrEqualTo(8);
      for (String none :
          List.of(
              "ttftMs",
              "ttfntMs",
              "interTokenLatencies",
              "outputTokens",
              "outputThroughputTps",
              "tokenCountSource",
              "outputEvents",
              "tokensByPhase",
              "generatedText")) {
        assertThat(line.has(none)).as(none).isFalse();
      }
    }
    assertSummary(run.summary());
    List<String> rows = Files.readAllLines(run.runFolder().resolve("requests.csv"));
    assertThat(rows.get(0)).endsWith(",finishReason,inputs");
    assertThat(rows.get(1)).endsWith(",ok,,,,8");
    assertThat(run.console())
        .contains("Inputs: 160 in 20 requests, 8.0 a request (8 to 8)", "tok/s in")
        .doesNotContain("TTFT", "TPOT", "were not streamed", "tok/s out");
    assertThat(endpoint.counters().completed()).isEqualTo(23); // Pre-flight and warm-up too.
  }

  private static void assertSummary(JsonNode summary) {
    for (String flotest :
        List.of("ttft", "outputThroughput", "interTokenLatency", "outputTokens")) {
      assertThat(summary.path(flotest)).as(flotest).isNotEmpty();
      summary.path(flotest).forEach(figure -> assertThat(figure.asDouble()).isZero());
    }
    assertThat(summary.at("/e2eLatency/mean").asDouble()).isPositive();
    JsonNode steady = summary.at("/phases/steady");
    assertThat(steady.at("/inputs/total").asInt()).isEqualTo(160);
    assertThat(steady.at("/inputs/perSecond").asDouble()).isPositive();
    assertThat(steady.at("/inputs/tokens").asInt()).isPositive();
    assertThat(steady.at("/inputs/tokensPerSecond").asDouble()).isPositive();
    assertThat(steady.at("/inputs/batchSize").toString())
        .isEqualTo("{\"mean\":8,\"min\":8,\"max\":8}");
    assertThat(steady.path("latency").has("e2e")).isTrue();
    for (String none :
        List.of(
            "/latency/ttft",
            "/latency/itl",
            "/latency/tpot",
            "/throughput",
            "/tokens/output",
            "/tokens/sources",
            "/finishReasons")) {
      assertThat(steady.at(none).isMissingNode()).as(none).isTrue();
    }
  }

  @Test
  void rankingHasAQueryBesideItsDocuments() throws IOException {
    SimulationRun run = benchmark("rerank", "\"queryTokens\": 10,");

    assertThat(run.exitCode()).as(run.console()).isZero();
    assertThat(run.log()).hasSize(20);
    assertThat(run.log())
        .allSatisfy(
            line -> {
              assertThat(line.path("name").asText()).isEqualTo("rerank");
              assertThat(line.path("inputs").asInt()).isEqualTo(8);
              assertThat(line.path("promptTokenCount").asInt()).isEqualTo(170);
            });
    assertThat(run.summary().at("/phases/steady/inputs/total").asInt()).isEqualTo(160);
  }

  /** Beside a chat, so that figures of one kind are kept out of those of the other. */
  public static final class Mixed extends Simulation {
    {
      setUp(
          scenario("chat")
              .exec(llm("chat").user("Hello.").maxTokens(4))
              .injectOpen(atOnceUsers(3))
              .protocols(llm.openAi(url).model("m")),
          scenario("fed")
              .feed(syntheticPrompts().inputTokens(constant(12)).batch(2, constant(5)))
              .exec(llm("fed").fedPrompt())
              .exec(llm("own").query("#{query}").inputs("#{inputs}"))
              .injectOpen(atOnceUsers(3))
              .protocols(llm.rerank(url).model("m").extraBody("top_n", 1)),
          scenario("refused")
              .exec(llm("refused").inputs(List.of("a")).maxTokens(5))
              .exec(llm("few").inputs(session -> List.of("a", "b", "c")))
              .injectOpen(atOnceUsers(1))
              .protocols(llm.openAiEmbeddings(url).model("m")));
    }
  }

  @Test
  void aRunMayHaveBoth() {
    SimulationRun run = SimulationRun.of(Mixed.class, folder, Map.of());

    assertThat(run.log()).hasSize(10);
    for (JsonNode line : run.log()) {
      String name = line.path("name").asText();
      assertThat(line.path("outcome").asText()).as(line.toString()).isEqualTo("ok");
      assertThat(line.path("inputs").asInt())
          .as(name)
          .isEqualTo(name.equals("chat") ? 0 : name.equals("few") ? 3 : 2);
      assertThat(line.has("ttftMs")).as(name).isEqualTo(name.equals("chat"));
      if (!name.equals("chat") && !name.equals("few")) {
        assertThat(line.path("promptTokenCount").asInt()).as(name).isEqualTo(29);
      }
    }
    JsonNode all = run.summary().at("/byName/names");
    assertThat(all.at("/chat/inputs").isMissingNode()).isTrue();
    assertThat(all.at("/chat/latency/ttft/count").asInt()).isEqualTo(3);
    assertThat(all.at("/own/latency/ttft").isMissingNode()).isTrue();
    assertThat(run.summary().at("/ttft/mean").asDouble()).isPositive();
    assertThat(run.summary().at("/outputTokens/min").asInt()).isEqualTo(4);
    assertThat(run.console()).contains("has a limit on output tokens");
  }
}
