package io.github.gatlingllm.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.apiTemplate;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.javaapi.ApiTemplateBuilder;
import io.github.gatlingllm.javaapi.LlmProtocolBuilder;
import io.github.gatlingllm.server.EmbeddedEndpoint;
import io.github.gatlingllm.server.EndpointSettings;
import io.github.gatlingllm.server.LatencyModel;
import io.github.gatlingllm.testkit.FixedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import simulations.BenchmarkSimulation;
import simulations.OwnApiSimulation;

/** Endpoints that a template or a class of the user's own describes, in whole runs. */
class TemplateSimulationTest {

  private static final String KEY = "sk-never-to-be-seen";
  private static final int USERS = 4;
  private static final int TOKENS = 6;
  private static volatile String root = "";

  @TempDir private Path folder;
  private EmbeddedEndpoint endpoint;

  @BeforeEach
  void startEndpoint() {
    endpoint =
        EmbeddedEndpoint.start(
            EndpointSettings.defaults().withApiKey(KEY).withLatency(LatencyModel.instant()));
    root = endpoint.baseUrl().replaceFirst("/v1$", "");
  }

  @AfterEach
  void stopEndpoint() {
    endpoint.close();
  }

  /** OpenAI's chat asks for counts only where it streams. */
  private static ApiTemplateBuilder chat(Map<String, ?> more) {
    Map<String, Object> body = new LinkedHashMap<>(more);
    body.put("model", "${model}");
    body.put("messages", "${messages}");
    body.put("max_tokens", "${maxTokens}");
    body.put("stream", "${stream}");
    return apiTemplate()
        .path("/v1/chat/completions")
        .body(body)
        .text("/choices/0/delta/content", "/choices/0/message/content")
        .inputTokens("/usage/prompt_tokens")
        .outputTokens("/usage/completion_tokens")
        .finish("/choices/0/finish_reason")
        .endsWithData("[DONE]");
  }

  private static ApiTemplateBuilder ollama() {
    return apiTemplate()
        .path("/api/chat")
        .body(
            Map.of(
                "model",
                "${model}",
                "messages",
                List.of(Map.of("role", "user", "content", "${userPrompt}")),
                "options",
                Map.of("num_predict", "${maxTokens}"),
                "stream",
                "${stream}"))
        .text("/message/content")
        .inputTokens("/prompt_eval_count")
        .outputTokens("/eval_count")
        .finish("/done_reason")
        .endsAt("/done", true);
  }

  private static PopulationBuilder users(String name, LlmProtocolBuilder protocol) {
    return scenario(name)
        .exec(llm(name).user("Hello, \"you\" there.\n${model}").maxTokens(TOKENS))
        .injectOpen(atOnceUsers(USERS))
        .protocols(protocol.model("embedded-llm").apiKey(KEY));
  }

  /** Templates, streamed and not, and an endpoint of no LLM. */
  public static final class Templates extends Simulation {
    {
      setUp(
          users(
              "chat",
              llm.template(root, chat(Map.of("stream_options", Map.of("include_usage", true))))),
          users("chat whole", llm.template(root + "/", chat(Map.of())).streaming(false)),
          users("ollama", llm.template(root, ollama())),
          users("ollama whole", llm.template(root, ollama()).streaming(false)),
          users(
              "models whole", llm.template(root, apiTemplate().method("GET").path("/v1/models"))));
    }
  }

  @Test
  void whatATemplateDescribesIsMeasuredLikeEverythingElse() {
    SimulationRun run = SimulationRun.of(Templates.class, folder, Map.of());

    assertThat(run.exitCode()).as(run.console()).isZero();
    Map<String, Integer> byName = new TreeMap<>();
    for (JsonNode line : run.log()) {
      String name = line.get("name").asText();
      boolean whole = name.endsWith("whole");
      byName.merge(name, 1, Integer::sum);
      assertThat(line.get("outcome").asText()).as(line.toString()).isEqualTo("ok");
      assertThat(line.get("streamed").asBoolean()).as(name).isEqualTo(!whole);
      assertThat(line.get("outputEvents").asInt()).as(name).isEqualTo(whole ? 1 : TOKENS);
      if (!name.startsWith("models")) {
        assertThat(line.get("outputTokens").asInt()).as(name).isEqualTo(TOKENS);
        assertThat(line.get("tokenCountSource").asText()).as(name).isEqualTo("usage");
        assertThat(line.get("servedInputTokens").asInt()).as(name).isPositive();
      }
    }
    assertThat(byName)
        .containsOnlyKeys("chat", "chat whole", "ollama", "ollama whole", "models whole")
        .containsValue(USERS);
    assertThat(run.anyFileContains(KEY)).isFalse();
    assertThat(run.summary().path("warnings"))
        .as("the list of models is asked for no length by its template, and the requests are")
        .map(JsonNode::asText)
        .filteredOn(warning -> warning.contains("the template has no ${maxTokens}"))
        .hasSize(1);
  }

  /** An endpoint that repeats what it was sent, to two requests. */
  public static final class Repeated extends Simulation {
    {
      ApiTemplateBuilder template =
          apiTemplate()
              .body(Map.of("prompt", "${prompt}", "auth", Map.of("who", "template-secret-1")))
              .text("/t");
      setUp(
          users(
              "repeated",
              llm.template(root, template)
                  .extraBody("hf_token", "extra-secret-2")
                  .streaming(false)
                  .preflight()));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400})
  void secretsOfABodyAreInNothingThatIsWrittenOfItsAnswer(int status) throws IOException {
    String said = "you sent template-secret-1 and extra-secret-2";
    try (FixedServer server =
        FixedServer.start(status, "{\"t\": \"" + said + "\", \"message\": \"" + said + "\"}")) {
      root = server.url();
      if (status == 400) {
        assertThatThrownBy(() -> SimulationRun.of(Repeated.class, folder, Map.of()))
            .isInstanceOf(PreflightFailedException.class)
            .hasMessageContaining("HTTP 400: you sent *** and ***");
        return;
      }
      SimulationRun run = SimulationRun.of(Repeated.class, folder, Map.of());

      assertThat(run.log())
          .hasSize(USERS)
          .allMatch(line -> line.get("generatedText").asText().equals("you sent *** and ***"));
      assertThat(run.anyFileContains("template-secret-1")).isFalse();
      assertThat(run.anyFileContains("extra-secret-2")).isFalse();
      assertThat(run.console()).doesNotContain("template-secret-1", "extra-secret-2");
      assertThat(run.summary().path("warnings"))
          .as("two requests ask for a length that nobody is told of")
          .map(JsonNode::asText)
          .filteredOn(warning -> warning.contains("maxTokens"))
          .containsExactly(
              "the template has no ${maxTokens}: how many output tokens requests ask for"
                  + " (benchmark.outputTokens, maxTokens(..)) is not sent, and answers are as long as"
                  + " the endpoint makes them");
    }
  }

  @Test
  void aConfigurationDescribesAnEndpointWithoutCode() throws IOException {
    Path config = folder.resolve("config.json");
    Files.writeString(
        config,
        """
        {"provider": {"adapter": "template", "model": "m", "baseURL": "%s",
           "config": {"seed": 7},
           "template": {
             "path": "/generate_stream",
             "headers": {"authorization": "Bearer %s"},
             "body": {"inputs": "${prompt}", "parameters": {"max_new_tokens": "${maxTokens}",
                      "details": "${includeUsage}"}},
             "text": ["/token/text", "/generated_text"],
             "inputTokens": "/details/input_length", "outputTokens": "/details/generated_tokens",
             "finish": "/details/finish_reason", "end": "/generated_text"}},
         "benchmark": {"concurrency": 2, "inputTokens": {"mean": 30}, "outputTokens": {"mean": 9},
                       "maxRequests": 12}}
        """
            .formatted(root, KEY));
    SimulationRun run =
        SimulationRun.of(
            BenchmarkSimulation.class, folder, Map.of("llm.config", config.toString()));

    assertThat(run.exitCode()).as(run.console()).isZero();
    assertThat(run.log())
        .hasSize(12)
        .allSatisfy(
            line -> {
              assertThat(line.get("outcome").asText()).isEqualTo("ok");
              assertThat(line.get("outputTokens").asInt())
                  .isEqualTo(line.get("outputTokenTarget").asInt());
            });
    assertThat(run.anyFileContains(KEY)).isFalse();
  }

  @Test
  void theExampleOfAnApiOfOnesOwnRunsAndIsTheOneInTheDocumentation() throws IOException {
    SimulationRun run = SimulationRun.of(OwnApiSimulation.class, folder, Map.of());

    assertThat(run.exitCode()).as(run.console()).isZero();
    assertThat(run.log())
        .isNotEmpty()
        .allSatisfy(
            line -> {
              assertThat(line.get("outcome").asText()).isEqualTo("ok");
              assertThat(line.get("tokenCountSource").asText()).isEqualTo("usage");
            });
    String page = Files.readString(Path.of("docs/apis.md"));
    String code = page.substring(page.indexOf("```java\n") + "```java\n".length());
    assertThat(lines(Files.readString(Path.of("simulations/simulations/OwnApiSimulation.java"))))
        .contains(lines(code.substring(0, code.indexOf("```"))));
  }

  private static String lines(String code) {
    return code.lines().map(String::strip).collect(Collectors.joining("\n"));
  }
}
