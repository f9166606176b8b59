package io.github.gatlingllm.javaapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatlingllm.config.InvalidConfigException;
import io.github.gatlingllm.gatling.SimulationRun;
import io.github.gatlingllm.prompt.tokenizer.Tokenizer;
import io.github.gatlingllm.prompt.tokenizer.Tokenizers;
import io.github.gatlingllm.prompt.tokenizer.Vocabularies;
import io.github.gatlingllm.server.EmbeddedEndpoint;
import io.github.gatlingllm.server.EndpointSettings;
import io.github.gatlingllm.server.LatencyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import simulations.BenchmarkSimulation;

/** The client's counts of prompts against what was asked and what the server counts. */
class PromptTokensSimulationTest {

  private static final String FILE = Vocabularies.path(Vocabularies.BYTE_FALLBACK).toString();

  @TempDir private Path folder;

  private SimulationRun run(ToIntFunction<String> counter, String tokenizer, boolean usage)
      throws IOException {
    try (EmbeddedEndpoint endpoint =
        EmbeddedEndpoint.start(
            EndpointSettings.defaults()
                .withLatency(LatencyModel.instant())
                .withPromptTokens(counter))) {
      Path config = folder.resolve("config.json");
      Files.writeString(
          config,
          """
          {"provider": {"model": "m", "baseURL": "%s", "includeUsage": %s},
           "benchmark": {
             "concurrency": 2, "maxRequests": 40, "preflight": false,
             "inputTokens": {"mean": 60, "stddev": 10}, "outputTokens": {"mean": 4, "stddev": 0},
             "outputDir": "%s"},
           "generator": {"seed": 42, "tokenizer": "%s"}, "reporter": {"adapters": ["json"]}}
          """
              .formatted(endpoint.baseUrl(), usage, folder.resolve("results"), tokenizer));
      return SimulationRun.of(
          BenchmarkSimulation.class, folder, Map.of("llm.config", config.toString()));
    }
  }

  @Test
  void theTemplatesTokensAreLearntFromTheServersCounts() throws IOException {
    Tokenizer tokenizer = Tokenizers.named(FILE);
    SimulationRun run = run(text -> tokenizer.count(text) + 7, FILE, true);
    assertThat(run.exitCode()).as(run.console()).isZero();
    JsonNode tokens = run.summary().path("promptTokens");
    assertThat(tokens.at("/tokenizers/" + tokenizer.name().replace("/", "~1")).asInt())
        .isEqualTo(40);
    assertThat(tokens.path("counted").asInt()).isEqualTo(40);
    assertThat(tokens.path("exact").asInt()).isEqualTo(40);
    assertThat(tokens.path("offByOne").asInt()).isZero();
    assertThat(tokens.path("furtherOff").asInt()).isZero();
    assertThat(tokens.path("templateOverhead").asText()).isEqualTo("learnt");
    assertThat(tokens.path("templateOverheadTokens").asInt()).isEqualTo(7);
    assertThat(tokens.path("templateOverheadResponses").asInt()).isEqualTo(40);
    assertThat(tokens.at("/servedMinusCounted/all/mean").asDouble()).isEqualTo(7);
    assertThat(tokens.at("/servedMinusCounted/all/mostFrequent").asInt()).isEqualTo(7);
    assertThat(run.log())
        .allSatisfy(
            line -> {
              assertThat(line.path("tokenizer").asText()).isEqualTo(tokenizer.name());
              assertThat(line.path("promptTokenCount")).isEqualTo(line.path("inputTokenTarget"));
              assertThat(line.path("servedInputTokens").asInt())
                  .isEqualTo(line.path("promptTokenCount").asInt() + 7);
            });
    assertThat(run.console())
        .contains(": 40 exact, 0 off by one, 0 by more")
        .contains("server: +7 by template and system prompt, the same in all 40 responses");
  }

  @Test
  void anotherTokenizerThanTheServersIsWarnedOf() throws IOException {
    SimulationRun run = run(Tokenizers.named(FILE)::count, "o200k_base", true);
    assertThat(run.exitCode()).as(run.console()).isZero();
    JsonNode tokens = run.summary().path("promptTokens");
    assertThat(tokens.path("exact").asInt()).isEqualTo(40);
    assertThat(tokens.path("templateOverhead").asText()).isEqualTo("varies");
    assertThat(tokens.path("templateOverheadTokens").isNull()).isTrue();
    JsonNode all = tokens.at("/servedMinusCounted/all");
    assertThat(all.path("max").asInt()).isGreaterThan(all.path("min").asInt());
    assertThat(run.summary().path("warnings"))
        .anySatisfy(
            warning ->
                assertThat(warning.asText())
                    .startsWith(
                        "the server's counts of prompt tokens minus those of o200k_base are +")
                    .contains("the tokenizer is probably not the model's"));
  }

  @Test
  void aServerThatStatesNoCountsTeachesNothing() throws IOException {
    SimulationRun run = run(String::length, "o200k_base", false);
    assertThat(run.exitCode()).as(run.console()).isZero();
    JsonNode tokens = run.summary().path("promptTokens");
    assertThat(tokens.path("exact").asInt()).isEqualTo(40);
    assertThat(tokens.path("servedMinusCounted").isEmpty()).isTrue();
    assertThat(tokens.path("templateOverhead").asText()).isEqualTo("notStated");
    assertThat(tokens.path("templateOverheadTokens").isNull()).isTrue();
    assertThat(tokens.path("templateOverheadResponses").asInt()).isZero();
    assertThat(run.console()).contains("Prompt tokens at the server: not stated");
  }

  @Test
  void aTokenizerThatCannotBeHadIsAFaultOfTheConfiguration() {
    Map<String, String> properties =
        Map.of(
            "llm.baseUrl",
            "http://127.0.0.1:1/v1",
            "llm.model",
            "m",
            "llm.tokenizer",
            folder.resolve("none.json").toString());
    assertThatThrownBy(() -> Benchmark.configuration(properties))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining(
            "generator: tokenizer \"" + folder.resolve("none.json") + "\": there");
  }
}
