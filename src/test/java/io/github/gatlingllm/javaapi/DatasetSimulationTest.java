package io.github.gatlingllm.javaapi;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.listFeeder;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.dataset;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static io.github.gatlingllm.javaapi.LlmDsl.trace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.config.InvalidConfigException;
import io.github.gatlingllm.gatling.SimulationRun;
import io.github.gatlingllm.testkit.RecordingServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import simulations.BenchmarkSimulation;

/** Prompts of files and traces, as the endpoint receives them. */
class DatasetSimulationTest {

  private static final String RECORDED = "src/test/resources/io/github/gatlingllm/prompt/";
  private static final String URL = "gatlingllm.test.url";

  @TempDir private Path folder;

  /** A simulation that feeds from a file and from a list of its own. */
  public static final class OwnSimulation extends Simulation {
    public OwnSimulation() {
      LlmProtocolBuilder endpoint =
          llm.openAi(System.getProperty(URL))
              .model("m")
              .preflight(false)
              .clientWarmUp(Duration.ZERO);
      setUp(
              scenario("files")
                  .feed(dataset(RECORDED + "dataset/sharegpt.json"))
                  .feed(listFeeder(List.of(Map.of("who", "Ann"))).circular())
                  .exec(llm("chat").fedPrompt().user("I am #{who}."))
                  .injectOpen(atOnceUsers(1)))
          .protocols(endpoint);
    }
  }

  /** A simulation that replays a trace. */
  public static final class ReplaySimulation extends Simulation {
    public ReplaySimulation() {
      TraceBuilder trace = trace(RECORDED + "trace/mooncake.jsonl").speed(10);
      OpenLoadBuilder load = trace.load();
      setUp(
              scenario("trace")
                  .feed(trace.prompts())
                  .exec(llm("chat").fedPrompt())
                  .injectOpen(load.steps()))
          .protocols(
              llm.openAi(System.getProperty(URL))
                  .model("m")
                  .preflight(false)
                  .clientWarmUp(Duration.ZERO)
                  .load(load));
    }
  }

  @Test
  void aFileOfMessagesArrivesWhole() throws IOException {
    try (RecordingServer server = RecordingServer.start()) {
      SimulationRun run =
          SimulationRun.of(
              BenchmarkSimulation.class,
              folder,
              RunProperties.of(
                  server.url(),
                  "inputFile",
                  RECORDED + "dataset/messages.jsonl",
                  "concurrency",
                  "1",
                  "maxRequests",
                  "4",
                  "rampUp",
                  "none"));

      assertThat(run.exitCode()).as(run.console()).isZero();
      List<JsonNode> bodies = server.bodies();
      assertThat(bodies).hasSize(4);
      assertThat(bodies)
          .allSatisfy(
              body -> {
                assertThat(body.path("model").asText()).isEqualTo("m");
                assertThat(body.path("stream").asBoolean()).isTrue();
              });
      assertThat(bodies.get(0).path("messages"))
          .hasToString(
              "[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                  + "{\"role\":\"user\",\"content\":\"Hi.\"}]");
      assertThat(bodies.get(1).at("/messages/0/content"))
          .hasToString(
              "[{\"type\":\"text\",\"text\":\"What is this?\"},"
                  + "{\"type\":\"image_url\",\"image_url\":"
                  + "{\"url\":\"https://example.org/a.png\",\"detail\":\"low\"}},"
                  + "{\"type\":\"input_audio\","
                  + "\"input_audio\":{\"data\":\"AAAA\",\"format\":\"wav\"}}]");
      assertThat(bodies.get(1).path("temperature").asDouble()).isEqualTo(0.5);
      assertThat(bodies.get(1).path("max_tokens").asInt()).isEqualTo(20);
      assertThat(bodies.get(2).at("/messages/1/tool_calls/0/id").asText()).isEqualTo("c1");
      assertThat(bodies.get(2).at("/tools/0/function/name").asText()).isEqualTo("weather");
      assertThat(bodies.get(2).at("/response_format/type").asText()).isEqualTo("json_object");
      assertThat(bodies.get(3).path("messages")).isEqualTo(bodies.get(0).path("messages"));
      assertThat(run.log())
          .extracting(line -> line.path("cacheHit").asBoolean())
          .containsExactly(false, false, false, true);
      assertThat(run.summary().path("warnings").toString())
          .contains("messages.jsonl has 3 prompts for up to 4 requests: they repeat")
          .contains("model, stream of its records is not sent");
    }
  }

  @Test
  void aSecretOfARecordIsTakenOutOfAnAnswerThatRepeatsIt() throws IOException {
    String secret = "tok-0123456789abcdef";
    Path file =
        Files.writeString(
            folder.resolve("records.jsonl"),
            "{\"prompt\":\"Hi.\",\"tool\":{\"api_token\":\"" + secret + "\"}}");
    try (RecordingServer server = RecordingServer.start("I was given " + secret)) {
      SimulationRun run =
          SimulationRun.of(
              BenchmarkSimulation.class,
              folder,
              RunProperties.of(
                  server.url(),
                  "inputFile",
                  file.toString(),
                  "concurrency",
                  "1",
                  "maxRequests",
                  "1",
                  "rampUp",
                  "none"));

      assertThat(run.exitCode()).as(run.console()).isZero();
      assertThat(server.bodies().get(0).at("/tool/api_token").asText()).isEqualTo(secret);
      assertThat(run.log()).hasSize(1);
      assertThat(run.log().get(0).path("generatedText").asText()).startsWith("I was given ");
      assertThat(run.anyFileContains(secret)).isFalse();
    }
  }

  @Test
  void syntheticPromptsGetPictures() throws IOException {
    try (RecordingServer server = RecordingServer.start()) {
      SimulationRun run =
          SimulationRun.of(
              BenchmarkSimulation.class,
              folder,
              RunProperties.of(
                  server.url(),
                  "inputTokens",
                  "20",
                  "outputTokens",
                  "5",
                  "images",
                  "2",
                  "imageWidth",
                  "16",
                  "imageHeight",
                  "16",
                  "imageFormat",
                  "jpeg",
                  "concurrency",
                  "1",
                  "maxRequests",
                  "2",
                  "rampUp",
                  "none"));

      assertThat(run.exitCode()).as(run.console()).isZero();
      assertThat(
              server.bodies().stream()
                  .flatMap(
                      body ->
                          List.of(
                              body.at("/messages/0/content/1/image_url/url").asText(),
                              body.at("/messages/0/content/2/image_url/url").asText())
                              .stream()))
          .hasSize(4)
          .doesNotHaveDuplicates()
          .allMatch(url -> url.startsWith("data:image/jpeg;base64,/9j/"));
    }
  }

  @Test
  void aSimulationCombinesAFileWithItsOwn() throws IOException {
    try (RecordingServer server = RecordingServer.start()) {
      SimulationRun run = SimulationRun.of(OwnSimulation.class, folder, Map.of(URL, server.url()));

      assertThat(run.exitCode()).as(run.console()).isZero();
      assertThat(server.bodies())
          .singleElement()
          .satisfies(
              body ->
                  assertThat(body.path("messages"))
                      .hasToString(
                          "[{\"role\":\"user\",\"content\":\"How are you?\"},"
                              + "{\"role\":\"user\",\"content\":\"I am Ann.\"}]"));
    }
  }

  @Test
  void aTraceIsReplayedWithItsTimesPrefixesAndLengths() throws IOException {
    try (RecordingServer server = RecordingServer.start()) {
      SimulationRun run =
          SimulationRun.of(ReplaySimulation.class, folder, Map.of(URL, server.url()));

      assertThat(run.exitCode()).as(run.console()).isZero();
      assertThat(run.log()).hasSize(4);
      assertThat(run.log())
          .extracting(line -> line.path("promptTokenCount").asInt())
          .containsExactlyInAnyOrder(1100, 1030, 512, 20);
      assertThat(server.bodies())
          .extracting(body -> body.path("max_tokens").asInt())
          .containsExactlyInAnyOrder(50, 12, 3, 5);
    }
  }

  @Test
  void aConfigurationReplaysATrace() throws IOException {
    try (RecordingServer server = RecordingServer.start()) {
      SimulationRun run =
          SimulationRun.of(
              BenchmarkSimulation.class,
              folder,
              RunProperties.of(
                  server.url(),
                  "loadModel",
                  "open",
                  "arrivals",
                  "replay",
                  "trace",
                  RECORDED + "trace/azure.csv",
                  "traceSpeed",
                  "20"));

      assertThat(run.exitCode()).as(run.console()).isZero();
      assertThat(run.log())
          .extracting(line -> line.path("promptTokenCount").asInt())
          .containsExactlyInAnyOrder(374, 10, 396);
      assertThat(run.summary().path("warnings").toString())
          .contains("azure.csv: its rows are not in order of time; they were sorted");
    }
  }

  @Test
  void theFaultsOfAFileAreThoseOfTheConfiguration() {
    Map<String, String> given =
        RunProperties.of(
            "http://127.0.0.1:1/v1",
            "inputFile",
            RECORDED + "dataset/faulty.csv",
            "maxRequests",
            "1",
            "concurrency",
            "1");

    assertThat(
            catchThrowableOfType(InvalidConfigException.class, () -> Benchmark.configuration(given))
                .faults())
        .hasSize(4)
        .allMatch(fault -> fault.startsWith("-Dllm.inputFile: " + RECORDED))
        .anyMatch(fault -> fault.endsWith("faulty.csv:3: has 3 fields, and the header has 2"));
  }

  @Test
  void requestsBeforeTheLoadHaveTheSameLimitAsThoseOfIt() throws IOException {
    try (RecordingServer server = RecordingServer.start()) {
      SimulationRun run =
          SimulationRun.of(
              BenchmarkSimulation.class,
              folder,
              RunProperties.of(
                  server.url(),
                  "providerConfig",
                  "{\"max_tokens\": 4000, \"top_p\": 0.5}",
                  "preflight",
                  "true",
                  "warmUpRequests",
                  "2",
                  "outputTokens",
                  "6",
                  "outputTokensStddev",
                  "0",
                  "concurrency",
                  "1",
                  "maxRequests",
                  "2",
                  "rampUp",
                  "none"));

      assertThat(run.exitCode()).as(run.console()).isZero();
      assertThat(server.bodies())
          .hasSize(5)
          .allSatisfy(
              body -> {
                assertThat(body.path("max_tokens").asInt()).isIn(6, 16); // 16: the pre-flight
                assertThat(body.path("top_p").asDouble()).isEqualTo(0.5);
              });
      assertThat(run.summary().path("warnings").toString())
          .contains("provider.config.max_tokens is not in force")
          .doesNotContain("provider.config.top_p");
    }
  }
}
