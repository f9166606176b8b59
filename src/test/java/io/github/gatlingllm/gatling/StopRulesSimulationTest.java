package io.github.gatlingllm.gatling;

import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.concurrency;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import simulations.BenchmarkSimulation;

/** Runs that a rule of their own ends, and loads whose streams do not. */
class StopRulesSimulationTest {

  private static final double INPUT_PRICE = 0.25;
  private static final double OUTPUT_PRICE = 1.5;
  private static final double MILLION = 1e6;

  private static volatile String url = "";
  private static volatile LoadProfileBuilder load = concurrency(1).maxRequests(1);
  private static volatile UnaryOperator<LlmProtocolBuilder> protocol = UnaryOperator.identity();

  @TempDir private Path folder;

  /** Questions for as long as the load lasts. */
  public static class RuledSimulation extends Simulation {
    {
      setUp(
              scenario("chat")
                  .exec(llm("chat").user("hello").maxTokens(10))
                  .injectClosed(load.steps()))
          .protocols(protocol.apply(llm.openAi(url).model("embedded-llm").load(load)));
    }
  }

  private SimulationRun run(
      String endpoint, LoadProfileBuilder shape, UnaryOperator<LlmProtocolBuilder> change) {
    url = endpoint;
    load = shape;
    protocol = change;
    return SimulationRun.of(RuledSimulation.class, folder, Map.of());
  }

  private static LoadProfileBuilder endless(int streams) {
    return concurrency(streams).maxDuration(ofMinutes(10));
  }

  private static void assertAborted(SimulationRun run, String rule, String reason) {
    JsonNode summary = run.summary();
    assertThat(summary.at("/run/ended").asText()).as(run.console()).isEqualTo("aborted");
    assertThat(summary.at("/run/endRule").asText()).isEqualTo(rule);
    assertThat(summary.at("/run/endReason").asText()).matches(reason);
    assertThat(summary.path("totalRequests").asInt()).isEqualTo(run.log().size());
    assertThat(summary.at("/gatling/countsAgree").asBoolean()).isTrue();
    assertThat(summary.at("/gatling/requests/chat/count").asInt()).isEqualTo(run.log().size());
    assertThat(run.console()).contains("THE RUN WAS ABORTED (" + rule + "): ");
  }

  @Test
  void tooManyErrorsEndTheRunAtTheRequestThatIsOneTooMany() throws IOException {
    try (FixedServer server = FixedServer.start(500, "{\"error\": {\"message\": \"broken\"}}")) {
      SimulationRun run =
          run(server.url(), endless(1), endpoint -> endpoint.stopOnErrorRate(0.5, 20, 10));

      assertAborted(
          run, "errorRate", "10 of the last 10 requests failed \\(100\\.0 %, limit 50\\.0 %\\)");
      assertThat(run.log()).hasSize(10);
      assertThat(server.requests()).isEqualTo(10);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void aBudgetOfTokensEndsTheRunAndOpenStreamsDrain(int streams) throws IOException {
    try (EmbeddedEndpoint endpoint = instant()) {
      SimulationRun run =
          run(endpoint.baseUrl(), endless(streams), of -> of.tokenBudget(500).prices(1, 2));

      assertAborted(run, "tokenBudget", "\\d+ tokens were used, of a budget of 500");
      long used = tokens(run, "inputTokens") + tokens(run, "outputTokens");
      long each = used / run.log().size();
      assertThat(used).isBetween(500L, 500 + streams * each);
      assertThat(run.log()).allMatch(line -> line.path("outcome").asText().equals("ok"));
      assertThat(endpoint.counters().completed()).isEqualTo(run.log().size());
    }
  }

  private static EmbeddedEndpoint instant() {
    return EmbeddedEndpoint.start(EndpointSettings.defaults().withLatency(LatencyModel.instant()));
  }

  private static long tokens(SimulationRun run, String field) {
    return run.log().stream().mapToLong(line -> line.path(field).asLong()).sum();
  }

  @Test
  void aBudgetOfCostEndsTheRunAndTheCostIsReported() throws IOException {
    double budget = 0.0005;
    try (EmbeddedEndpoint endpoint = instant()) {
      SimulationRun run =
          run(
              endpoint.baseUrl(),
              endless(1),
              of -> of.prices(INPUT_PRICE, OUTPUT_PRICE).costBudget(budget));

      assertAborted(run, "costBudget", "0\\.0005\\d\\d was spent, of a budget of 0\\.000500");
      long input = tokens(run, "inputTokens");
      long output = tokens(run, "outputTokens");
      double cost = (input * INPUT_PRICE + output * OUTPUT_PRICE) / MILLION;
      JsonNode reported = run.summary().path("cost");
      assertThat(reported.path("total").asDouble()).isEqualTo(cost).isGreaterThanOrEqualTo(budget);
      assertThat(reported.path("inputTokens").asLong()).isEqualTo(input);
      assertThat(reported.path("outputTokens").asLong()).isEqualTo(output);
      assertThat(run.console()).contains(String.format("Cost: %.6f (", cost));
      List<String> csv = Files.readAllLines(run.runFolder().resolve("summary.csv"));
      assertThat(csv.get(0)).contains(",ended,endRule,endReason,cost,");
      assertThat(csv.get(1)).contains(",aborted,costBudget,");
    }
  }

  @Test
  void streamsThatAreOpenAtTheDrainLimitAreAbortedAndTheRunIsComplete() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      SimulationRun run =
          run(
              server.url(),
              concurrency(3).maxDuration(ofSeconds(1)),
              of ->
                  of.drainTimeout(ofSeconds(2))
                      .stopOnErrorRate(0.1, 3, 1) // What we end ourselves is no error.
                      .header("x-fault", Fault.ENDLESS_TOKENS.name()));

      assertDrained(run, server, 3);
    }
  }

  @Test
  void theDrainLimitHoldsForALoadThatEndsByItsNumberOfRequests() throws Exception {
    try (ScriptedServer server = ScriptedServer.start()) {
      SimulationRun run =
          run(
              server.url(),
              concurrency(2).maxRequests(2),
              of -> of.drainTimeout(ofSeconds(2)).header("x-fault", Fault.ENDLESS_TOKENS.name()));

      assertDrained(run, server, 2);
    }
  }

  private static void assertDrained(SimulationRun run, ScriptedServer server, int requests)
      throws InterruptedException {
    JsonNode summary = run.summary();
    assertThat(summary.at("/run/ended").asText()).isEqualTo("completed");
    assertThat(run.log()).hasSize(requests);
    assertThat(run.log())
        .allSatisfy(
            line -> {
              assertThat(line.path("outcome").asText()).isEqualTo("aborted");
              assertThat(line.path("error").asText())
                  .isEqualTo("the answer was still open 2000 ms after the end of the load");
              assertThat(line.path("outputTokens").asInt()).isPositive();
            });
    assertThat(summary.at("/gatling/countsAgree").asBoolean()).isTrue();
    assertThat(summary.at("/gatling/requests/chat/ko").asInt()).isEqualTo(requests);
    assertThat(server.awaitServed(requests))
        .hasSize(requests)
        .allMatch(ScriptedServer.Served::clientLeft);
  }

  /** A load that Gatling's own limit cuts short. */
  public static class CutSimulation extends Simulation {
    {
      LoadProfileBuilder endless = endless(2);
      setUp(
              scenario("chat")
                  .exec(llm("chat").user("hello").maxTokens(10))
                  .injectClosed(endless.steps()))
          .protocols(llm.openAi(url).model("embedded-llm").load(endless))
          .maxDuration(ofSeconds(2));
    }
  }

  @Test
  void aLoadThatGatlingCutsIsNotComplete() {
    try (EmbeddedEndpoint server = EmbeddedEndpoint.start(EndpointSettings.defaults())) {
      url = server.baseUrl();

      SimulationRun run = SimulationRun.of(CutSimulation.class, folder, Map.of());

      assertThat(run.summary().at("/run/ended").asText()).isEqualTo("aborted");
      assertThat(run.summary().at("/run/endRule").asText()).isEqualTo("gatling");
      assertThat(run.console()).contains("THE RUN WAS ABORTED (gatling): ");
    }
  }

  /** In a JVM of its own, since it is that one's exit status. */
  @Test
  void anAbortedRunHasAnExitStatusOfItsOwn() throws IOException, InterruptedException {
    try (FixedServer server = FixedServer.start(503, "{\"error\": {\"message\": \"busy\"}}");
        ChildRun run =
            ChildRun.startWithReport(
                BenchmarkSimulation.class,
                folder,
                Map.of(
                    "llm.baseUrl", server.url(),
                    "llm.model", "m",
                    "llm.preflight", "false",
                    "llm.stopErrorRate", "0.1"))) {
      assertThat(run.exitStatus()).as(run.console()).isEqualTo(ExitStatus.ABORTED.code());
      assertThat(run.console())
          .contains("gatling-llm: exit status 5: the run was aborted by the rule errorRate")
          .doesNotContain("Exception");
      assertThat(run.hasReport()).isTrue();
      assertThat(run.summary().at("/run/endRule").asText()).isEqualTo("errorRate");
      assertThat(run.log()).hasSize(server.requests()).hasSizeGreaterThanOrEqualTo(20);
    }
  }
}
