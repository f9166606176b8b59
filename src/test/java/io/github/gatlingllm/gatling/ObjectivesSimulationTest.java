package io.github.gatlingllm.gatling;

import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.concurrency;
import static io.github.gatlingllm.javaapi.LlmDsl.content;
import static io.github.gatlingllm.javaapi.LlmDsl.e2e;
import static io.github.gatlingllm.javaapi.LlmDsl.errorRate;
import static io.github.gatlingllm.javaapi.LlmDsl.goodput;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static io.github.gatlingllm.javaapi.LlmDsl.ttft;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofNanos;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatling.javaapi.core.CheckBuilder;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.javaapi.LlmProtocolBuilder;
import io.github.gatlingllm.javaapi.LoadProfileBuilder;
import io.github.gatlingllm.server.EmbeddedEndpoint;
import io.github.gatlingllm.server.EndpointSettings;
import io.github.gatlingllm.server.LatencyModel;
import io.github.gatlingllm.testkit.FixedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import simulations.BenchmarkSimulation;

/** Runs of which something is asked. */
class ObjectivesSimulationTest {

  private static final String BROKEN = "{\"error\": {\"message\": \"broken\"}}";

  private static volatile String url = "";
  private static volatile LoadProfileBuilder load = concurrency(1).maxRequests(1);
  private static volatile UnaryOperator<LlmProtocolBuilder> protocol = UnaryOperator.identity();
  private static volatile List<CheckBuilder> checks = List.of();

  @TempDir private Path folder;

  /** Questions for as long as the load lasts. */
  public static class AskedSimulation extends Simulation {
    {
      setUp(
              scenario("chat")
                  .exec(llm("chat").user("hello").maxTokens(10).check(checks))
                  .injectClosed(load.steps()))
          .protocols(protocol.apply(llm.openAi(url).model("embedded-llm").load(load)));
    }
  }

  private SimulationRun run(
      String endpoint,
      LoadProfileBuilder shape,
      List<CheckBuilder> onAnswers,
      UnaryOperator<LlmProtocolBuilder> change) {
    url = endpoint;
    load = shape;
    checks = onAnswers;
    protocol = change;
    return SimulationRun.of(AskedSimulation.class, folder, Map.of());
  }

  private static EmbeddedEndpoint instant() {
    return EmbeddedEndpoint.start(EndpointSettings.defaults().withLatency(LatencyModel.instant()));
  }

  /** Limits that every answer meets, or that none does, on whatever machine. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void goodRequestsAreCountedAndHaveARowOfTheirOwn(boolean good) {
    try (EmbeddedEndpoint endpoint = instant()) {
      SimulationRun run =
          run(
              endpoint.baseUrl(),
              concurrency(3).maxRequests(30),
              List.of(),
              of ->
                  of.rows(StatisticsRow.TTFT, StatisticsRow.GOODPUT)
                      .objectives(
                          ttft(good ? ofHours(1) : ofNanos(1)), e2e(ofHours(1)), goodput(0.9)));

      JsonNode summary = run.summary();
      int count = good ? 30 : 0;
      assertThat(summary.at("/steady/goodput/good").asInt()).isEqualTo(count);
      assertThat(summary.at("/steady/goodput/missed/ttft").asInt()).isEqualTo(30 - count);
      assertThat(summary.at("/steady/goodput/missed/e2e").asInt()).isZero();
      assertThat(summary.at("/steady/goodput/share").asDouble()).isEqualTo(good ? 1 : 0);
      assertThat(summary.path("objectivesMet").asBoolean()).isEqualTo(good);
      assertThat(summary.at("/run/ended").asText()).isEqualTo("completed");
      assertThat(summary.at("/gatling/countsAgree").asBoolean()).isTrue();
      JsonNode row = summary.at("/gatling/requests/chat goodput");
      assertThat(row.path("ok").asInt()).isEqualTo(count);
      assertThat(row.path("ko").asInt()).isEqualTo(30 - count);
      assertThat(summary.at("/gatling/requests/chat TTFT/ok").asInt()).isEqualTo(30);
      assertThat(run.console().contains("above the limit of ttft ")).isTrue();
      assertThat(run.console().contains("OBJECTIVE MISSED: goodput 0 %, limit 90 %"))
          .isEqualTo(!good);
    }
  }

  @Test
  void failuresAndFailedChecksAreNotGood() throws IOException {
    try (FixedServer server = FixedServer.start(500, BROKEN)) {
      SimulationRun run =
          run(
              server.url(),
              concurrency(2).maxRequests(10),
              List.of(),
              of -> of.rows(StatisticsRow.GOODPUT).objectives(e2e(ofHours(1))));

      assertNoneIsGood(run, 10);
    }
  }

  @Test
  void anAnswerThatFailsItsCheckIsNotGood() {
    try (EmbeddedEndpoint endpoint = instant()) {
      SimulationRun run =
          run(
              endpoint.baseUrl(),
              concurrency(2).maxRequests(10),
              List.of(content().is("something else")),
              of -> of.rows(StatisticsRow.GOODPUT).objectives(e2e(ofHours(1))));

      assertNoneIsGood(run, 10);
    }
  }

  private static void assertNoneIsGood(SimulationRun run, int requests) {
    JsonNode summary = run.summary();
    assertThat(summary.at("/steady/goodput/good").asInt()).isZero();
    assertThat(summary.at("/steady/goodput/notPassed").asInt()).isEqualTo(requests);
    assertThat(summary.at("/gatling/countsAgree").asBoolean()).isTrue();
    assertThat(summary.at("/gatling/requests/chat goodput/ko").asInt()).isEqualTo(requests);
    assertThat(summary.has("objectivesMet")).isFalse();
  }

  @Test
  void anObjectiveMissedBeyondHopeEndsTheRun() throws IOException {
    try (FixedServer server = FixedServer.start(500, BROKEN)) {
      SimulationRun run =
          run(
              server.url(),
              concurrency(1).maxDuration(ofMinutes(10)),
              List.of(),
              of -> of.objectives(errorRate(0.01)).stopOnObjectives());

      assertAborted(run, "error rate cannot come to 1 % any more: 2\\d of 2\\d requests failed.*");
      assertThat(run.log()).hasSizeBetween(20, 25).hasSize(server.requests());
    }
  }

  /** Of 40 requests 4 may take longer; with the fifth there is no hope. */
  @Test
  void aNumberOfRequestsTellsWhenThereIsNoHope() {
    try (EmbeddedEndpoint endpoint = instant()) {
      SimulationRun run =
          run(
              endpoint.baseUrl(),
              concurrency(1).maxRequests(40),
              List.of(),
              of -> of.objectives(ttft(ofNanos(1)).percentile(90)).stopOnObjectives());

      assertAborted(
          run,
          "TTFT p90 cannot come to 0 ms any more: 5 of 5 requests took longer \\(100\\.0 %\\), at"
              + " most 10 % of 40 may");
      assertThat(run.log()).hasSize(5);
      assertThat(run.summary().at("/objectives/0/met").asBoolean()).isFalse();
    }
  }

  private static void assertAborted(SimulationRun run, String reason) {
    JsonNode summary = run.summary();
    assertThat(summary.at("/run/ended").asText()).as(run.console()).isEqualTo("aborted");
    assertThat(summary.at("/run/endRule").asText()).isEqualTo("objectives");
    assertThat(summary.at("/run/endReason").asText()).matches(reason);
    assertThat(summary.path("totalRequests").asInt()).isEqualTo(run.log().size());
    assertThat(summary.at("/gatling/countsAgree").asBoolean()).isTrue();
    assertThat(summary.at("/gatling/requests/chat/count").asInt()).isEqualTo(run.log().size());
    assertThat(run.console()).contains("THE RUN WAS ABORTED (objectives): ");
  }

  /** In a JVM of its own, since it is that one's exit status. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void missedObjectivesHaveAnExitStatusOfTheirOwn(boolean met)
      throws IOException, InterruptedException {
    String objectives = met ? "e2e.p95:600000,errorRate:0.01" : "e2e.p95:0.001,errorRate:0.01";
    try (EmbeddedEndpoint endpoint = instant();
        ChildRun run =
            ChildRun.startWithReport(
                BenchmarkSimulation.class,
                folder,
                Map.of(
                    "llm.baseUrl", endpoint.baseUrl(),
                    "llm.model", "m",
                    "llm.maxDuration", "none",
                    "llm.maxRequests", "20",
                    "llm.rampUp", "none",
                    "llm.rampDown", "none",
                    "llm.goodput", "e2e:600000",
                    "llm.objectives", objectives))) {
      assertThat(run.exitStatus())
          .as(run.console())
          .isEqualTo(met ? 0 : ExitStatus.OBJECTIVES.code());
      assertThat(run.hasReport()).isTrue();
      assertThat(run.summary().path("objectivesMet").asBoolean()).isEqualTo(met);
      assertThat(run.console().contains("exit status 7: objectives were missed: E2E p95 "))
          .isEqualTo(!met);
      assertThat(run.console().contains("\nOBJECTIVE MISSED: E2E p95 ")).isEqualTo(!met);
      assertThat(run.summary().at("/steady/goodput/share").asDouble()).isEqualTo(1);
    }
  }

  /** What was missed beyond hope ended the run: that is its status, not the miss. */
  @Test
  void anAbortStandsBeforeWhatItMissed() throws IOException, InterruptedException {
    try (FixedServer server = FixedServer.start(503, BROKEN);
        ChildRun run =
            ChildRun.start(
                BenchmarkSimulation.class,
                folder,
                Map.of(
                    "llm.baseUrl", server.url(),
                    "llm.model", "m",
                    "llm.preflight", "false",
                    "llm.rampUp", "none",
                    "llm.rampDown", "none",
                    "llm.objectives", "errorRate:0.01",
                    "llm.stopObjectives", "true"))) {
      assertThat(run.exitStatus()).as(run.console()).isEqualTo(ExitStatus.ABORTED.code());
      assertThat(run.console())
          .contains("exit status 5: the run was aborted by the rule objectives")
          .contains("OBJECTIVE MISSED: error rate 100 %, limit 1 %")
          .doesNotContain("exit status 7");
      assertThat(run.summary().path("objectivesMet").asBoolean()).isFalse();
    }
  }
}
