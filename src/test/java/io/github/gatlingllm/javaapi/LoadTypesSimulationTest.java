package io.github.gatlingllm.javaapi;

import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.concurrency;
import static io.github.gatlingllm.javaapi.LlmDsl.constant;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static io.github.gatlingllm.javaapi.LlmDsl.promptMix;
import static io.github.gatlingllm.javaapi.LlmDsl.syntheticPrompts;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.gatling.SimulationRun;
import io.github.gatlingllm.gatling.StatisticsRow;
import io.github.gatlingllm.prompt.tokenizer.Tokenizer;
import io.github.gatlingllm.prompt.tokenizer.Tokenizers;
import io.github.gatlingllm.server.EmbeddedEndpoint;
import io.github.gatlingllm.server.EndpointSettings;
import io.github.gatlingllm.server.LatencyModel;
import io.github.gatlingllm.testkit.Fault;
import io.github.gatlingllm.testkit.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import simulations.BenchmarkSimulation;

/** Runs of several types of requests, as the server and all files see them. */
class LoadTypesSimulationTest {

  private static final Tokenizer TOKENIZER = Tokenizers.named(Tokenizers.DEFAULT_NAME);

  /** What simulations, which Gatling makes without arguments, are told. */
  private static volatile String url = "";

  @TempDir private Path folder;

  /** Lengths of prompts, as the server counts them. */
  private final List<Integer> served = Collections.synchronizedList(new ArrayList<>());

  private EmbeddedEndpoint endpoint() {
    ToIntFunction<String> counter =
        text -> {
          int tokens = TOKENIZER.count(text);
          served.add(tokens);
          return tokens;
        };
    return EmbeddedEndpoint.start(
        EndpointSettings.defaults().withLatency(LatencyModel.instant()).withPromptTokens(counter));
  }

  /** One stream, so that the requests that are let in are the first 64 prompts for certain. */
  private SimulationRun run(EmbeddedEndpoint endpoint) throws IOException {
    Path config = folder.resolve("config.json");
    Files.writeString(
        config,
        """
        {"provider": {"model": "m", "baseURL": "%s"},
         "benchmark": {
           "concurrency": 1, "maxRequests": 64, "preflight": false, "warmUp": {"requests": 8},
           "inputTokens": {"mean": 40, "stddev": 0}, "outputTokens": {"mean": 6, "stddev": 0},
           "loadTypes": [
             {"name": "chat", "weight": 3},
             {"name": "rag", "weight": 1, "inputTokens": {"mean": 150, "stddev": 0},
              "outputTokens": {"mean": 3, "stddev": 0}}],
           "outputDir": "%s"},
         "generator": {"seed": 42}, "reporter": {"adapters": ["json", "csv"]}}
        """
            .formatted(endpoint.baseUrl(), folder.resolve("results")));
    return SimulationRun.of(
        BenchmarkSimulation.class, folder, Map.of("llm.config", config.toString()));
  }

  private static List<String> ofType(SimulationRun run, String type, String field) {
    return run.log().stream()
        .filter(line -> line.path("name").asText().equals(type))
        .map(line -> line.path(field).asText())
        .distinct()
        .toList();
  }

  @Test
  void countsAndLengthsAreThoseOfTheTypesAtTheServerAndInAllFiles() throws IOException {
    try (EmbeddedEndpoint endpoint = endpoint()) {
      SimulationRun run = run(endpoint);

      assertThat(run.exitCode()).as(run.console()).isZero();
      assertThat(
              run.log().stream()
                  .collect(groupingBy(line -> line.path("name").asText(), counting())))
          .isEqualTo(Map.of("chat", 48L, "rag", 16L));
      assertThat(ofType(run, "chat", "inputTokens")).containsExactly("40");
      assertThat(ofType(run, "rag", "inputTokens")).containsExactly("150");
      assertThat(ofType(run, "chat", "outputTokens")).containsExactly("6");
      assertThat(ofType(run, "rag", "outputTokens")).containsExactly("3");
      assertThat(run.log().stream().map(line -> line.path("inputText").asText()).distinct())
          .hasSize(64);

      // The first 8 of them are the warm-up, which knows the types too.
      assertThat(served).hasSize(72).containsOnly(40, 150);
      assertThat(served.subList(8, 72)).filteredOn(tokens -> tokens == 150).hasSize(16);
      assertThat(endpoint.counters().completed()).isEqualTo(72);

      assertSummary(run);
      assertThat(Files.readString(run.runFolder().resolve("config.resolved.json")))
          .contains("\"loadTypes\"", "\"rag\"");
      assertThat(Files.readAllLines(run.runFolder().resolve("summary_by_name.csv")))
          .hasSize(3)
          .anySatisfy(line -> assertThat(line).contains(",steady,chat,3,0.75,0.75,48,48,0,0,"))
          .anySatisfy(line -> assertThat(line).contains(",steady,rag,1,0.25,0.25,16,16,0,0,"));
      assertThat(run.console())
          .containsPattern("chat +48 +75.0 % +75.0 % +0 ")
          .containsPattern("rag +16 +25.0 % +25.0 % +0 ");
    }
  }

  private static void assertSummary(SimulationRun run) {
    JsonNode summary = run.summary();
    JsonNode names = summary.at("/byName/names");
    assertThat(summary.at("/byName/of").asText()).isEqualTo("steady");
    assertThat(names.at("/chat/weight").asInt()).isEqualTo(3);
    assertThat(names.at("/chat/shareAsked").asDouble()).isEqualTo(0.75);
    assertThat(names.at("/chat/share").asDouble()).isEqualTo(0.75);
    assertThat(names.at("/chat/requests/ok").asInt()).isEqualTo(48);
    assertThat(names.at("/chat/tokens/input/max").asInt()).isEqualTo(40);
    assertThat(names.at("/rag/requests/ok").asInt()).isEqualTo(16);
    assertThat(names.at("/rag/tokens/input/min").asInt()).isEqualTo(150);
    assertThat(names.at("/rag/tokens/output/mean").asInt()).isEqualTo(3);
    assertThat(names.at("/rag/latency/ttft/count").asInt()).isEqualTo(16);
    assertThat(
            names.at("/rag/throughput/tokensInWindow").asInt()
                + names.at("/chat/throughput/tokensInWindow").asInt())
        .isEqualTo(summary.at("/steady/throughput/tokensInWindow").asInt());

    JsonNode rows = summary.at("/gatling/requests");
    assertThat(summary.at("/gatling/countsAgree").asBoolean()).isTrue();
    assertThat(rows.at("/chat/count").asInt()).isEqualTo(48);
    assertThat(rows.at("/chat TTFT/count").asInt()).isEqualTo(48);
    assertThat(rows.at("/rag/count").asInt()).isEqualTo(16);
    assertThat(rows.at("/rag TTFT/count").asInt()).isEqualTo(16);
    assertThat(rows.at("/LLM requests/count").asInt()).isEqualTo(64);
  }

  @Test
  void aSeedGivesTheSameTypesInTheSameOrder() {
    PromptMixBuilder mix =
        promptMix()
            .add("a", 2, syntheticPrompts().inputTokens(constant(20)))
            .add("b", 1, syntheticPrompts().inputTokens(constant(30)))
            .seed(7);

    assertThat(fed(mix)).isEqualTo(fed(mix)).isNotEqualTo(fed(mix.seed(8)));
    assertThat(fed(mix)).filteredOn(record -> record.get("loadType").equals("a")).hasSize(64);
    assertThat(fed(mix))
        .allSatisfy(
            record ->
                assertThat(record.get("inputTokens"))
                    .isEqualTo(record.get("loadType").equals("a") ? 20 : 30));
  }

  private static List<Map<String, Object>> fed(PromptMixBuilder mix) {
    var feeder = mix.get();
    List<Map<String, Object>> records = new ArrayList<>();
    for (int i = 0; i < 96; i++) {
      records.add(feeder.next());
    }
    return records;
  }

  /** A quarter of all requests fails: all of one type. */
  public static class FailingTypeSimulation extends Simulation {
    {
      PromptMixBuilder mix =
          promptMix()
              .add(Fault.NONE.name(), 3, syntheticPrompts().inputTokens(constant(20)))
              .add(Fault.STATUS_500.name(), 1, syntheticPrompts().inputTokens(constant(20)));
      LoadProfileBuilder load = concurrency(1).maxRequests(32);
      setUp(
              scenario("mixed")
                  .feed(mix)
                  .exec(llm("#{loadType}").user("#{prompt}").maxTokens(5))
                  .injectClosed(load.steps()))
          .protocols(
              llm.openAi(url)
                  .model("m")
                  .header("x-fault", "#{loadType}")
                  .rows(StatisticsRow.TTFT, StatisticsRow.ALL)
                  .load(load))
          .assertions(
              details(StatisticsRow.ALL_NAME).failedRequests().percent().lte(25.0),
              details(StatisticsRow.ALL_NAME).failedRequests().percent().gte(25.0));
    }
  }

  @Test
  void theRowOfAllRequestsHasTheShareOfFailuresOfTheRun() throws IOException {
    try (ScriptedServer server = ScriptedServer.start()) {
      url = server.url();

      SimulationRun run = SimulationRun.of(FailingTypeSimulation.class, folder, Map.of());

      assertThat(run.exitCode()).as(run.console()).isZero();
      JsonNode names = run.summary().at("/byName/names");
      assertThat(names.at("/STATUS_500/requests/failed").asInt()).isEqualTo(8);
      assertThat(names.at("/NONE/requests/failed").asInt()).isZero();
      assertThat(names.at("/NONE").has("weight")).isFalse();
    }
  }
}
