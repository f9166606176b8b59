package io.github.gatlingllm.javaapi;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.conversation;
import static io.github.gatlingllm.javaapi.LlmDsl.conversations;
import static io.github.gatlingllm.javaapi.LlmDsl.dataset;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.config.BenchmarkConfig;
import io.github.gatlingllm.config.InvalidConfigException;
import io.github.gatlingllm.gatling.SimulationRun;
import io.github.gatlingllm.testkit.RecordingServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import simulations.ConversationSimulation;

/** Conversations of a file, as the endpoint receives them; it answers "Fine" to all. */
class FileConversationSimulationTest {

  private static final String RECORDED = "src/test/resources/io/github/gatlingllm/prompt/";
  private static final String SHARE_GPT = RECORDED + "dataset/sharegpt.json";
  private static final String URL = "gatlingllm.test.url";

  @TempDir private Path folder;

  /** A simulation that feeds from a file itself. */
  public static final class OwnSimulation extends Simulation {
    public OwnSimulation() {
      setUp(
              scenario("talk")
                  .feed(conversations(dataset(SHARE_GPT)).recordedAnswers())
                  .exec(conversation("history", llm("turn")))
                  .injectOpen(atOnceUsers(1)))
          .protocols(
              llm.openAi(System.getProperty(URL))
                  .model("m")
                  .preflight(false)
                  .clientWarmUp(Duration.ZERO));
    }
  }

  private static Map<String, String> settings(String url, String... more) {
    return RunProperties.with(
        RunProperties.of(url, "inputFile", SHARE_GPT, "concurrency", "1", "rampUp", "none"), more);
  }

  private static List<List<String>> said(RecordingServer server) {
    return server.bodies().stream().map(FileConversationSimulationTest::said).toList();
  }

  private static List<String> said(JsonNode body) {
    List<String> said = new ArrayList<>();
    body.path("messages")
        .forEach(one -> said.add(one.path("role").asText() + ": " + one.path("content").asText()));
    return said;
  }

  @Test
  void theServersAnswersTakeThePlaceOfThoseOfTheFile() throws IOException {
    try (RecordingServer server = RecordingServer.start()) {
      SimulationRun run =
          SimulationRun.of(
              ConversationSimulation.class,
              folder,
              settings(server.url(), "thinkTime", "0.01", "maxRequests", "5"));

      assertThat(run.exitCode()).as(run.console()).isZero();
      List<String> second = List.of("user: How are you?", "assistant: Fine", "user: And now?");
      assertThat(said(server))
          .containsExactly(
              List.of("user: How are you?"),
              second,
              List.of("user: Say \"what\"?"),
              List.of("user: How are you?"),
              second);
      assertThat(server.bodies().get(0).path("max_tokens").asInt()).isBetween(5, 8);
      assertThat(run.log())
          .extracting(line -> line.path("cacheHit").asBoolean())
          .containsExactly(false, false, false, true, false);
      // A server that states no usage leaves open how much of a history it had.
      assertThat(run.log().get(1).has("sharedTokens")).isFalse();
      assertThat(run.summary().path("warnings").toString())
          .contains(
              "sharegpt.json has 2 conversations of about 3 turns in all for up to 5 requests");
      assertThat(run.summary().at("/sessions/begun").asInt()).isEqualTo(3);
    }
  }

  @Test
  void recordedAnswersAreSentAsTheyAre() throws IOException {
    try (RecordingServer server = RecordingServer.start()) {
      SimulationRun run =
          SimulationRun.of(
              ConversationSimulation.class,
              folder,
              settings(server.url(), "answers", "recorded", "maxRequests", "5"));

      assertThat(run.exitCode()).as(run.console()).isZero();
      assertThat(said(server).get(1))
          .containsExactly(
              "user: How are you?", "assistant: I am well, thank you.", "user: And now?");
      assertThat(said(server).get(4)).isEqualTo(said(server).get(1));
      // What was sent before as a whole is known here.
      assertThat(run.log())
          .extracting(line -> line.path("cacheHit").asBoolean())
          .containsExactly(false, false, false, true, true);
    }
  }

  @Test
  void aSimulationFeedsThemItself() throws IOException {
    try (RecordingServer server = RecordingServer.start()) {
      SimulationRun run = SimulationRun.of(OwnSimulation.class, folder, Map.of(URL, server.url()));

      assertThat(run.exitCode()).as(run.console()).isZero();
      assertThat(said(server))
          .containsExactly(
              List.of("user: How are you?"),
              List.of("user: How are you?", "assistant: I am well, thank you.", "user: And now?"));
    }
  }

  @Test
  void aTraceHasNoConversations() {
    Map<String, String> given =
        settings(
            "http://127.0.0.1:1/v1",
            "inputFile",
            RECORDED + "trace/mooncake.jsonl",
            "answers",
            "server",
            "maxRequests",
            "1");

    assertThat(
            catchThrowableOfType(InvalidConfigException.class, () -> Benchmark.configuration(given))
                .faults())
        .containsExactly(
            "-Dllm.inputFile: "
                + RECORDED
                + "trace/mooncake.jsonl is a trace and tells nothing that is said: it has no"
                + " conversations; give a data set with turns, or leave benchmark.conversation out");
  }

  @Test
  void aFileHasConversationsWhereTheConfigurationAsksForNone() {
    BenchmarkConfig config =
        Benchmark.configuration(settings("http://127.0.0.1:1/v1", "maxRequests", "1")).config();
    try (OpenedPrompts file = OpenedPrompts.of(config, 0).orElseThrow()) {
      assertThat(config.conversation()).isNull();
      assertThat(ConfiguredConversations.feeder(config, file, 0).get().next())
          .containsEntry("turns", 2);
    }
    assertThat(ConfiguredConversations.feeder(config, null, 0).get().next())
        .containsEntry("turns", 5);
  }

  private static RunEstimate estimate(String... more) {
    BenchmarkConfig config =
        Benchmark.configuration(settings("http://127.0.0.1:1/v1", more)).config();
    try (OpenedPrompts file = OpenedPrompts.of(config, 0).orElseThrow()) {
      return RunEstimate.of(config, file);
    }
  }

  @Test
  void theEstimateIsThatOfTheFile() {
    String[] priced = {
      "thinkTime", "0", "maxRequests", "300", "priceInput", "1", "priceOutput", "2"
    };

    RunEstimate estimate = estimate(priced);

    assertThat(estimate.requests()).hasValue(300);
    // 4 tokens, 4 + 7 + 3, and 5 or so; answers of 7, 2 and 2 or so.
    assertThat(estimate.inputTokens()).isBetween(6.0, 9.0);
    assertThat(estimate.outputTokens()).isBetween(3.0, 5.0);
    assertThat(estimate.text().orElseThrow()).startsWith("Estimate: 300 requests, ");
    RunEstimate open =
        estimate(
            "thinkTime",
            "0",
            "priceInput",
            "1",
            "priceOutput",
            "2",
            "loadModel",
            "open",
            "rate",
            "2",
            "maxDuration",
            "10",
            "rampDown",
            "0",
            "concurrency",
            "none");
    // Arrivals are conversations, here of 1.5 turns.
    assertThat(open.requests()).hasValue(30);
  }
}
