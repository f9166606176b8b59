package io.github.gatlingllm.gatling;

import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.concurrency;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.javaapi.LlmProtocolBuilder;
import io.github.gatlingllm.javaapi.LoadProfileBuilder;
import io.github.gatlingllm.server.EmbeddedEndpoint;
import io.github.gatlingllm.server.EndpointSettings;
import io.github.gatlingllm.server.LatencyModel;
import io.github.gatlingllm.testkit.Fault;
import io.github.gatlingllm.testkit.FixedServer;
import io.github.gatlingllm.testkit.ScriptedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import simulations.BenchmarkSimulation;

/** What is sent before a load, and what keeps a run from starting. */
class PreflightSimulationTest {

  private static final String KEY = "sk-never-to-be-seen";
  private static final int REQUESTS = 6;

  private static volatile String url = "";
  private static volatile UnaryOperator<LlmProtocolBuilder> protocol = UnaryOperator.identity();

  @TempDir private Path folder;

  /** A few requests, with whatever comes before them. */
  public static class OpenedSimulation extends Simulation {
    {
      LoadProfileBuilder load = concurrency(2).maxRequests(REQUESTS);
      LlmProtocolBuilder endpoint = llm.openAi(url).model("embedded-llm").load(load);
      setUp(
              scenario("chat")
                  .exec(session -> session.set("key", KEY))
                  .exec(llm("chat").user("hello").maxTokens(5))
                  .injectClosed(load.steps()))
          .protocols(protocol.apply(endpoint));
    }
  }

  private SimulationRun run(String endpoint, UnaryOperator<LlmProtocolBuilder> change) {
    url = endpoint;
    protocol = change;
    return SimulationRun.of(OpenedSimulation.class, folder, Map.of());
  }

  private String failure(String endpoint, UnaryOperator<LlmProtocolBuilder> change) {
    PreflightFailedException failure =
        catchThrowableOfType(
            PreflightFailedException.class,
            () -> run(endpoint, builder -> change.apply(builder.preflight())));
    assertThat(folder.resolve("results")).doesNotExist();
    return failure.getMessage();
  }

  private static String message(String endpoint, String error, String probably) {
    return String.format(
        "the pre-flight request failed, so the run is not started%n"
            + "  endpoint: %s, model embedded-llm%n"
            + "  error: %s%n"
            + "  probably: %s",
        endpoint, error, probably);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401|Incorrect API key: sk-never-to-be-seen|http_401: HTTP 401: Incorrect API key: ***"
            + "|the API key is wrong, missing, or not allowed to do this",
        "403|not for you|http_403: HTTP 403: not for you"
            + "|the API key is wrong, missing, or not allowed to do this",
        "404|no such route|http_404: HTTP 404: no such route"
            + "|the path of the URL is wrong: is there a /v1 missing, or one too many?",
        "404|The model 'x' does not exist|http_404: HTTP 404: The model 'x' does not exist"
            + "|the endpoint does not have this model",
        "400|Invalid model name|http_400: HTTP 400: Invalid model name"
            + "|the endpoint does not have this model",
        "400|max_tokens is not supported|http_400: HTTP 400: max_tokens is not supported"
            + "|the endpoint does not accept a parameter of the request",
        "429|slow down|http_429: HTTP 429: slow down"
            + "|the endpoint limits the rate of requests, or a quota is used up",
        "500|out of memory|http_500: HTTP 500: out of memory|the endpoint itself fails",
      })
  void anErrorIsShownWithWhatItProbablyIs(int status, String said, String error, String probably)
      throws IOException {
    String body = "{\"error\": {\"message\": \"" + said + "\"}}";
    try (FixedServer server = FixedServer.start(status, body)) {
      assertThat(failure(server.url(), endpoint -> endpoint.apiKey(KEY)))
          .isEqualTo(message(server.url(), error, probably));
      assertThat(server.requests()).isEqualTo(1);
    }
  }

  @Test
  void aPageIsNoLlm() throws IOException {
    String page = "<html><body>It works!</body></html>";
    try (FixedServer server = FixedServer.start(200, "text/html", page)) {
      assertThat(failure(server.url(), endpoint -> endpoint))
          .isEqualTo(
              message(
                  server.url(),
                  "malformed: the body is neither an event stream nor JSON (35 bytes)",
                  "this is no LLM endpoint: the answer is not one of its kind"));
    }
  }

  @Test
  void nobodyListens() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String nowhere = "http://127.0.0.1:" + port + "/v1";
    assertThat(failure(nowhere, endpoint -> endpoint))
        .isEqualTo(
            message(
                nowhere,
                "connect: Connection refused: /127.0.0.1:" + port,
                "nothing listens there, or the host cannot be reached"));
  }

  @Test
  void plainTextIsNoTls() throws IOException {
    try (FixedServer server = FixedServer.start(200, "{}")) {
      String secure = server.url().replace("http:", "https:");
      assertThat(failure(secure, endpoint -> endpoint))
          .startsWith(
              String.format(
                  "the pre-flight request failed, so the run is not started%n"
                      + "  endpoint: %s, model embedded-llm%n"
                      + "  error: tls: ",
                  secure))
          .endsWith(
              "  probably: the TLS handshake failed: is it https at all, and is its certificate"
                  + " trusted?");
    }
  }

  @Test
  void silenceEndsAtTheLimitOfTheProtocol() throws IOException {
    try (ScriptedServer server = ScriptedServer.start()) {
      assertThat(
              failure(
                  server.url(),
                  endpoint ->
                      endpoint.header("x-fault", Fault.SILENT.name()).timeout(ofMillis(300))))
          .isEqualTo(
              message(
                  server.url(),
                  "timeout_total: the answer was not complete after 300 ms",
                  "the endpoint does not answer in time"));
    }
  }

  @Test
  void neitherPreflightNorWarmUpIsCounted() {
    try (EmbeddedEndpoint endpoint = endpoint()) {
      SimulationRun run = run(endpoint.baseUrl(), of -> of.preflight().warmUp(10).apiKey(KEY));

      assertThat(run.exitCode()).as(run.console()).isZero();
      assertThat(run.log()).hasSize(REQUESTS);
      assertThat(endpoint.counters().completed()).isEqualTo(1 + 10 + REQUESTS);
      assertThat(run.summary().at("/gatling/requests/chat/count").asInt()).isEqualTo(REQUESTS);
      assertThat(run.summary().path("warnings").toString()).doesNotContain("warm-up");
    }
  }

  @Test
  void warmUpRequestsThatFailAreOneWarning() {
    try (EmbeddedEndpoint endpoint = endpoint()) {
      SimulationRun run = run(endpoint.baseUrl(), of -> of.warmUp(3).apiKey(key -> nextKey()));

      assertThat(run.log()).hasSize(REQUESTS);
      assertThat(run.summary().path("warnings").toString())
          .contains("2 of 3 warm-up requests failed, one of them with http_401: HTTP 401:");
    }
  }

  private static final java.util.concurrent.atomic.AtomicInteger asked =
      new java.util.concurrent.atomic.AtomicInteger();

  /** Two wrong ones first. */
  private static String nextKey() {
    return asked.getAndIncrement() < 2 ? "sk-wrong-wrong" : KEY;
  }

  @Test
  void aKeyThatOnlyUsersHaveLeavesThePreflightOut() {
    try (EmbeddedEndpoint endpoint = endpoint()) {
      SimulationRun run = run(endpoint.baseUrl(), of -> of.preflight().apiKey("#{key}"));

      assertThat(run.exitCode()).as(run.console()).isZero();
      assertThat(run.console())
          .contains(
              "gatling-llm: no pre-flight request to "
                  + endpoint.baseUrl()
                  + ": the protocol needs values of a user's session (");
      assertThat(endpoint.counters().completed()).isEqualTo(REQUESTS);
    }
  }

  private static EmbeddedEndpoint endpoint() {
    return EmbeddedEndpoint.start(
        EndpointSettings.defaults().withApiKey(KEY).withLatency(LatencyModel.instant()));
  }

  /** In a JVM of its own, since it is that one's exit status. */
  @Test
  void theBenchmarkDoesNotStartWithoutAnEndpoint() throws IOException, InterruptedException {
    try (FixedServer server =
            FixedServer.start(404, "{\"error\": {\"message\": \"model 'm' not found\"}}");
        ChildRun run =
            ChildRun.start(
                BenchmarkSimulation.class,
                folder,
                Map.of("llm.baseUrl", server.url(), "llm.model", "m"))) {
      assertThat(run.exitStatus()).as(run.console()).isEqualTo(ExitStatus.NO_ENDPOINT.code());
      assertThat(run.console())
          .contains(
              String.format(
                  "gatling-llm: the pre-flight request failed, so the run is not started%n"
                      + "  endpoint: %s, model m%n"
                      + "  error: http_404: HTTP 404: model 'm' not found%n"
                      + "  probably: the endpoint does not have this model%n",
                  server.url()))
          .doesNotContain("Exception", "\tat ");
      assertThat(run.runFolder()).doesNotExist();
      assertThat(server.requests()).isEqualTo(1);
    }
  }

  @Test
  void theBenchmarkStartsAllTheSameIfItIsToldTo() throws IOException, InterruptedException {
    try (FixedServer server = FixedServer.start(404, "{\"error\": {\"message\": \"no\"}}");
        ChildRun run =
            ChildRun.start(
                BenchmarkSimulation.class,
                folder,
                Map.of(
                    "llm.baseUrl", server.url(),
                    "llm.model", "m",
                    "llm.maxRequests", "5",
                    "llm.preflight", "false"))) {
      assertThat(run.exitStatus()).as(run.console()).isEqualTo(2);
      assertThat(run.logged("http_404")).isEqualTo(5);
      assertThat(server.requests()).isEqualTo(5);
    }
  }
}
