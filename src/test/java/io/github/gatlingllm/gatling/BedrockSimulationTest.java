package io.github.gatlingllm.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.bedrockEndpoint;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.api.BedrockInvoke.Family;
import io.github.gatlingllm.javaapi.BedrockEndpoint;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs against the embedded counterpart of Bedrock, its faults included. */
class BedrockSimulationTest {

  private static final String SECRET = "a-secret-access-key-of-nobody";
  private static final String TOKEN = "a-session-token-of-nobody";
  private static final int TOKENS = 12;

  private static final String MODEL = "anthropic.claude-3-haiku-20240307-v1:0";
  private static final String ARN =
      "arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/abc";
  private static final List<String> MODELS =
      List.of(MODEL, ARN, "throttle", "invalid", "denied", "stream-error");

  /** One request to each model, streamed or not, by Converse or by InvokeModel. */
  public static class Models extends Simulation {
    {
      BedrockEndpoint endpoint =
          bedrockEndpoint()
              .region("eu-west-1")
              .baseUrl("http://127.0.0.1:" + Integer.getInteger("test.port"));
      LlmProtocolBuilder protocol =
          llm.bedrock(
                  Boolean.getBoolean("test.invoke")
                      ? endpoint.invoking(Family.ANTHROPIC)
                      : endpoint)
              .model("#{model}")
              .systemPrompt("Be brief.")
              .streaming(Boolean.getBoolean("test.streaming"))
              .clientWarmUp(Duration.ZERO);
      ChainBuilder all = exec(session -> session);
      for (String model : MODELS) {
        all =
            all.exec(session -> session.set("model", model))
                .exec(llm(model).user("Hello there").maxTokens(TOKENS));
      }
      setUp(scenario("all").exec(all).injectOpen(atOnceUsers(1))).protocols(protocol);
    }
  }

  /** One whose pre-flight request is denied. */
  public static class Denied extends Simulation {
    {
      LlmProtocolBuilder protocol =
          llm.bedrock(
                  bedrockEndpoint()
                      .region("eu-west-1")
                      .baseUrl("http://127.0.0.1:" + Integer.getInteger("test.port")))
              .model("denied")
              .preflight()
              .clientWarmUp(Duration.ZERO);
      setUp(scenario("one").exec(llm("one").user("Hi")).injectOpen(atOnceUsers(1)))
          .protocols(protocol);
    }
  }

  private static SimulationRun run(
      Class<? extends Simulation> simulation, Path folder, boolean streaming, boolean invoke) {
    try (EmbeddedEndpoint endpoint = EmbeddedEndpoint.start(EndpointSettings.defaults())) {
      return SimulationRun.of(
          simulation,
          folder,
          Map.of(
              "test.port",
              Integer.toString(endpoint.port()),
              "test.streaming",
              Boolean.toString(streaming),
              "test.invoke",
              Boolean.toString(invoke),
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

  @ParameterizedTest
  @CsvSource({"true, false", "true, true", "false, false", "false, true"})
  void eachModelHasItsOutcomeAndTheServicesWords(
      boolean streaming, boolean invoke, @TempDir Path folder) {
    SimulationRun run = run(Models.class, folder, streaming, invoke);

    assertThat(outcomes(run))
        .containsOnly(
            entry(MODEL, "ok: "),
            entry(ARN, "ok: "),
            entry(
                "throttle",
                "http_429: HTTP 429: Too many requests, please wait before trying again."),
            entry("invalid", "http_400: HTTP 400: The provided model identifier is invalid."),
            entry(
                "denied",
                "http_403: HTTP 403: You don't have access to the model with the specified model"
                    + " ID."),
            entry(
                "stream-error",
                streaming
                    ? "stream_error: The model failed: out of memory (original status 500)"
                    : "ok: "));
    JsonNode ok = run.log().get(0);
    assertThat(ok.path("outputTokens").asInt()).isEqualTo(TOKENS);
    assertThat(ok.path("inputTokens").asInt()).isPositive();
    assertThat(ok.path("tokenCountSource").asText()).isEqualTo("usage");
    assertThat(ok.path("interTokenLatencies")).hasSize(streaming ? TOKENS - 1 : 0);
    assertThat(run.summary().path("totalRequests").asInt()).isEqualTo(MODELS.size());
    assertThat(run.anyFileContains(SECRET)).isFalse();
    assertThat(run.anyFileContains(TOKEN)).isFalse();
    assertThat(run.console()).doesNotContain(SECRET, TOKEN);
  }

  @Test
  void aModelThatTheAccountHasNoAccessToKeepsTheRunFromStarting(@TempDir Path folder) {
    assertThat(
            catchThrowableOfType(
                PreflightFailedException.class, () -> run(Denied.class, folder, true, false)))
        .hasMessageContaining("endpoint: http://127.0.0.1:")
        .hasMessageContaining("model denied")
        .hasMessageEndingWith(
            "probably: the AWS account has no access to this model in this region: ask for it");
  }
}
