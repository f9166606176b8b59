package io.github.gatlingllm.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.core.CoreDsl.substring;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.cli.BenchmarkSimulation;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that repeats what it was asked wherever it can, and says what is nobody's business: with
 * redaction no file of a run has a word of either, and without it they have.
 */
class RedactedSimulationTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PROMPT = "ask-mark-4711";
  private static final String ANSWER = "say-mark-0815";

  private static volatile String url = "";

  @TempDir private Path folder;
  private HttpServer server;
  private final AtomicInteger served = new AtomicInteger();

  /** How it answers, one after the other. */
  private final List<Reply> replies =
      List.of(
          new Reply(200, "text/event-stream", chunk("stop") + "data: [DONE]\n\n"),
          new Reply(
              400, "application/json", "{\"error\":{\"message\":\"no: @\",\"code\":\"@ !\"}}"),
          new Reply(500, "text/plain", "@"),
          new Reply(
              200, "text/event-stream", "data: {\"error\":{\"message\":\"@\",\"code\":7}}\n\n"),
          new Reply(200, "text/event-stream", "data: @ is no JSON\n\n"),
          new Reply(200, "text/event-stream", chunk("@ and so on") + "data: [DONE]\n\n"),
          new Reply(
              200,
              "text/event-stream",
              "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"@ !\"}]}\n\ndata: [DONE]\n\n"),
          new Reply(200, "text/plain", "@"));

  private record Reply(int status, String type, String body) {}

  private static String chunk(String reason) {
    return "data: {\"choices\":[{\"delta\":{\"content\":\"@\"}}]}\n\n"
        + "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\""
        + reason
        + "\"}]}\n\n";
  }

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  private void answer(HttpExchange exchange) throws IOException {
    String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(asked).contains(PROMPT);
    Reply reply = replies.get(served.getAndIncrement() % replies.size());
    byte[] body =
        reply.body().replace("@", ANSWER + " to " + PROMPT).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", reply.type());
    exchange.getResponseHeaders().set("retry-after", "later, " + PROMPT);
    exchange.sendResponseHeaders(reply.status(), body.length);
    try (exchange;
        OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  private SimulationRun configured(Map<String, String> more) throws IOException {
    Path prompts = folder.resolve("asked.jsonl");
    Files.writeString(
        prompts, "{\"text\":\"" + PROMPT + "\",\"tokenCount\":3,\"outputTokenTarget\":9}\n");
    Map<String, String> all = new java.util.HashMap<>(more);
    all.putAll(
        Map.ofEntries(
            Map.entry("llm.baseUrl", url),
            Map.entry("llm.model", "m"),
            Map.entry("llm.inputFile", prompts.toString()),
            Map.entry("llm.systemPrompt", "system " + PROMPT),
            Map.entry("llm.providerConfig", "{\"user\":\"" + PROMPT + "\"}"),
            Map.entry("llm.concurrency", "1"),
            Map.entry("llm.maxRequests", "16"),
            Map.entry("llm.rampUp", "none"),
            Map.entry("llm.rampDown", "none"),
            Map.entry("llm.preflight", "false"),
            Map.entry("llm.clientWarmUp", "0"),
            Map.entry("llm.warmUpRequests", "2"),
            Map.entry("llm.maxErrorRate", "1"),
            Map.entry("llm.reporters", "json,csv"),
            Map.entry("llm.saveResponses", "true")));
    return SimulationRun.of(BenchmarkSimulation.class, folder, all);
  }

  private List<JsonNode> individual(SimulationRun run) throws IOException {
    try (Stream<Path> files = Files.list(run.runFolder().resolve("individual_responses"))) {
      return files.map(RedactedSimulationTest::json).toList();
    }
  }

  private static JsonNode json(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void withRedactionNoFileAndNoLineOfTheConsoleHasAWordOfThem() throws IOException {
    SimulationRun run = configured(Map.of("llm.redact", "true"));

    assertThat(run.log()).as(run.console()).hasSize(16);
    assertThat(run.anyFileContains(PROMPT)).as("prompt in a file").isFalse();
    assertThat(run.anyFileContains(ANSWER)).as("answer in a file").isFalse();
    assertThat(run.console()).doesNotContain(PROMPT).doesNotContain(ANSWER);
    assertThat(run.runFolder().resolve("prompts.jsonl")).doesNotExist();
    assertThat(outcomes(run))
        .contains("ok", "http_400", "http_500", "stream_error", "malformed", "empty");
    assertThat(run.log())
        .filteredOn(line -> line.path("outcome").asText().equals("http_400"))
        .isNotEmpty()
        .allMatch(line -> line.path("errorCode").asText().equals("400"))
        .allMatch(line -> line.path("error").asText().equals("text left out (reporter.redact)"));
    assertThat(run.log())
        .filteredOn(line -> line.path("outcome").asText().equals("stream_error"))
        .allMatch(line -> line.path("serverErrorCode").asText().equals("7"));
    assertThat(individual(run)).containsExactlyInAnyOrderElementsOf(run.log());
    assertThat(run.summary().isObject()).isTrue(); // Also made again from the files.
  }

  @Test
  void withoutItTheyAreWhereTheyBelong() throws IOException {
    SimulationRun run = configured(Map.of());

    assertThat(run.log()).as(run.console()).hasSize(16);
    assertThat(individual(run)).containsExactlyInAnyOrderElementsOf(run.log());
    assertThat(run.log()).allMatch(line -> line.path("inputText").asText().equals(PROMPT));
    assertThat(run.log())
        .filteredOn(line -> !line.path("outcome").asText().equals("ok"))
        .filteredOn(line -> line.path("error").asText().contains(PROMPT))
        .isNotEmpty();
    assertThat(run.runFolder().resolve("prompts.jsonl")).content().contains(PROMPT);
    assertThat(run.runFolder().resolve("config.resolved.json")).content().contains(PROMPT);
    assertThat(run.console()).contains(PROMPT);
  }

  private static List<String> outcomes(SimulationRun run) {
    return run.log().stream().map(line -> line.path("outcome").asText()).distinct().toList();
  }

  /** A check whose message says what it found. */
  public static class Checked extends Simulation {
    public Checked() {
      setUp(
              scenario("chat")
                  .exec(llm("checked").user(PROMPT).check(substring(ANSWER).notExists()))
                  .injectOpen(atOnceUsers(1)))
          .protocols(llm.openAi(url).model("m").redacted().saveResponses(5, 1_000_000));
    }
  }

  @Test
  void aCheckThatRepeatsAnAnswerTellsNothingOfIt() throws IOException {
    SimulationRun run = SimulationRun.of(Checked.class, folder, Map.of());

    assertThat(run.log()).hasSize(1);
    assertThat(run.log().get(0).path("checkError").asText())
        .isEqualTo("a check turned the answer down: text left out (reporter.redact)");
    assertThat(individual(run)).isEqualTo(run.log());
    assertThat(run.anyFileContains(ANSWER)).isFalse();
    assertThat(run.anyFileContains(PROMPT)).isFalse();
  }

  /** As many files as it says. */
  public static class Few extends Simulation {
    public Few() {
      setUp(scenario("chat").exec(llm("chat").user(PROMPT)).injectOpen(atOnceUsers(6)))
          .protocols(llm.openAi(url).model("m").saveResponses(2, 1_000_000));
    }
  }

  @Test
  void beyondItsBoundFilesAreNotThereAndTheSummarySaysSo() throws IOException {
    SimulationRun run = SimulationRun.of(Few.class, folder, Map.of());

    assertThat(run.log()).hasSize(6);
    assertThat(individual(run)).hasSize(2);
    assertThat(
            IntStream.range(0, run.summary().path("warnings").size())
                .mapToObj(i -> run.summary().path("warnings").get(i).asText()))
        .filteredOn(Objects::nonNull)
        .anyMatch(text -> text.contains("2 requests are there and 4 are not"));
    assertThat(run.console()).contains("2 requests are there and 4 are not");
  }

  /** A pre-flight request that is refused with what it said. */
  public static class Refused extends Simulation {
    public Refused() {
      setUp(scenario("chat").exec(llm("chat").user("hello")).injectOpen(atOnceUsers(1)))
          .protocols(llm.openAi(url).model("m").systemPrompt(PROMPT).redacted().preflight());
    }
  }

  @Test
  void aRefusedPreflightSaysWhatIsProbablyWrongAndNotWhatTheServerSaid() {
    served.set(1);
    assertThatThrownBy(() -> SimulationRun.of(Refused.class, folder, Map.of()))
        .hasStackTraceContaining("http_400")
        .hasStackTraceContaining("probably: the endpoint does not accept a parameter")
        .satisfies(
            e -> assertThat(String.valueOf(e)).doesNotContain(PROMPT).doesNotContain(ANSWER));
  }
}
