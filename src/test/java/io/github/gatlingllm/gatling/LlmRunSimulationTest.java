package io.github.gatlingllm.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.forAll;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.regex;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.core.CoreDsl.substring;
import static io.github.gatlingllm.javaapi.LlmDsl.concurrency;
import static io.github.gatlingllm.javaapi.LlmDsl.constant;
import static io.github.gatlingllm.javaapi.LlmDsl.content;
import static io.github.gatlingllm.javaapi.LlmDsl.e2e;
import static io.github.gatlingllm.javaapi.LlmDsl.finishReason;
import static io.github.gatlingllm.javaapi.LlmDsl.inputTokens;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static io.github.gatlingllm.javaapi.LlmDsl.outputTokens;
import static io.github.gatlingllm.javaapi.LlmDsl.syntheticPrompts;
import static io.github.gatlingllm.javaapi.LlmDsl.tpot;
import static io.github.gatlingllm.javaapi.LlmDsl.ttfnt;
import static io.github.gatlingllm.javaapi.LlmDsl.ttft;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.javaapi.LlmProtocolBuilder;
import io.github.gatlingllm.javaapi.LoadProfileBuilder;
import io.github.gatlingllm.server.EmbeddedEndpoint;
import io.github.gatlingllm.server.EndpointSettings;
import io.github.gatlingllm.server.LatencyModel;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs of Gatling with LLM requests, against the embedded endpoint. */
class LlmRunSimulationTest {

  private static final String KEY = "sk-never-to-be-seen";

  /** What simulations, which Gatling makes without arguments, are told. */
  private static volatile String url = "";

  private static final List<String> seen = Collections.synchronizedList(new ArrayList<>());

  @TempDir private Path folder;
  private EmbeddedEndpoint endpoint;

  @BeforeEach
  void startEndpoint() {
    endpoint =
        EmbeddedEndpoint.start(
            EndpointSettings.defaults().withApiKey(KEY).withLatency(LatencyModel.instant()));
    url = endpoint.baseUrl();
    seen.clear();
  }

  @AfterEach
  void stopEndpoint() {
    endpoint.close();
  }

  private static LlmProtocolBuilder protocol() {
    return llm.openAi(url).model("embedded-llm").apiKey(KEY);
  }

  private SimulationRun run(Class<? extends Simulation> simulation) {
    return SimulationRun.of(simulation, folder, Map.of());
  }

  private static Map<String, Long> countBy(List<JsonNode> log, String field) {
    Map<String, Long> counts = new TreeMap<>();
    log.forEach(line -> counts.merge(line.path(field).asText(), 1L, Long::sum));
    return counts;
  }

  /** A load that ends by its number of requests. */
  public static class CountedSimulation extends Simulation {
    {
      LoadProfileBuilder load = concurrency(4).rampUp(ofSeconds(1)).maxRequests(50);
      setUp(
              scenario("chat")
                  .feed(syntheticPrompts().inputTokens(constant(40)).outputTokens(constant(12)))
                  .exec(llm("chat").user("#{prompt}").maxTokens("#{outputTokens}"))
                  .injectClosed(load.steps()))
          .protocols(protocol().load(load))
          .assertions(
              forAll().failedRequests().count().is(0L),
              details("chat TTFT").responseTime().percentile(95).lt(60_000));
    }
  }

  @Test
  void aCountedLoadStartsExactlyItsRequestsAndEndsByItself() {
    SimulationRun run = run(CountedSimulation.class);

    assertThat(run.exitCode()).as(run.console()).isZero();
    assertThat(run.log()).hasSize(50);
    assertThat(countBy(run.log(), "outcome")).isEqualTo(Map.of("ok", 50L));
    assertThat(endpoint.counters().completed()).isEqualTo(50);
    assertThat(run.log().stream().mapToInt(line -> line.path("outputTokens").asInt()).sum())
        .isEqualTo((int) endpoint.counters().tokensProduced())
        .isEqualTo(600);
    JsonNode summary = run.summary();
    assertThat(summary.path("totalRequests").asInt()).isEqualTo(50);
    assertThat(summary.at("/gatling/countsAgree").asBoolean()).isTrue();
    assertThat(summary.at("/gatling/requests/chat/count").asInt()).isEqualTo(50);
    assertThat(summary.at("/gatling/requests/chat TTFT/count").asInt()).isEqualTo(50);
    assertThat(summary.at("/run/simulation").asText()).isEqualTo(CountedSimulation.class.getName());
  }

  @Test
  void everyFileOfARunIsThereAndNoneHoldsTheKey() {
    SimulationRun run = run(CountedSimulation.class);

    assertThat(run.runFolder().toFile().list())
        .containsExactlyInAnyOrder(
            "run_log.jsonl",
            "prompts.jsonl",
            "requests.csv",
            "health.jsonl",
            "run_facts.jsonl",
            "summary.json",
            "summary.csv");
    assertThat(run.anyFileContains(KEY)).isFalse();
    assertThat(run.console()).doesNotContain(KEY);
    assertThat(run.log())
        .allSatisfy(line -> assertThat(line.path("promptTokenCount").asInt()).isEqualTo(40));
  }

  /** A load that ends by its time. */
  public static class TimedSimulation extends Simulation {
    {
      LoadProfileBuilder load =
          concurrency(3).rampUp(ofSeconds(1)).steady(ofSeconds(1)).rampDown(ofSeconds(1));
      setUp(
              scenario("chat")
                  .exec(llm("chat").user("hello").maxTokens(20))
                  .injectClosed(load.steps()))
          .protocols(protocol().load(load));
    }
  }

  @Test
  void aTimedLoadTagsItsPhasesAndLosesNothing() {
    stopEndpoint();
    LatencyModel slow =
        new LatencyModel(ofMillis(20), 10_000, ofMillis(5), java.time.Duration.ZERO, 0);
    endpoint = EmbeddedEndpoint.start(EndpointSettings.defaults().withLatency(slow));
    url = endpoint.baseUrl();

    SimulationRun run = run(TimedSimulation.class);

    assertThat(run.exitCode()).as(run.console()).isZero();
    assertThat(countBy(run.log(), "phase")).containsKeys("ramp-up", "steady", "ramp-down");
    assertThat(run.log()).hasSize((int) endpoint.counters().completed());
    JsonNode summary = run.summary();
    assertThat(summary.path("totalRequests").asInt()).isEqualTo(run.log().size());
    assertThat(summary.at("/gatling/countsAgree").asBoolean()).isTrue();
    long inPhases = 0;
    for (JsonNode phase : summary.path("phases")) {
      inPhases += phase.at("/throughput/tokensInWindow").asLong();
    }
    assertThat(inPhases).isEqualTo(endpoint.counters().tokensProduced());
  }

  /** Users who would go on for ever. */
  public static class ForeverSimulation extends Simulation {
    {
      LoadProfileBuilder load = concurrency(2).maxDuration(ofSeconds(1));
      setUp(
              scenario("chat")
                  .forever()
                  .on(exec(llm("chat").user("hello").maxTokens(5)))
                  .injectOpen(atOnceUsers(2)))
          .protocols(protocol().load(load));
    }
  }

  @Test
  void usersWhoFindTheLoadOverLeaveEvenAnEndlessScenario() {
    SimulationRun run = run(ForeverSimulation.class);

    assertThat(run.exitCode()).as(run.console()).isZero();
    assertThat(run.log()).isNotEmpty();
    assertThat(run.summary().at("/gatling/countsAgree").asBoolean()).isTrue();
  }

  /** Every check, ours and Gatling's. */
  public static class CheckedSimulation extends Simulation {
    {
      setUp(
              scenario("chat")
                  .exec(
                      llm("passing")
                          .user("hello")
                          .maxTokens(12)
                          .check(
                              ttft().gt(ofNanos(1)).saveAs("ttft"),
                              ttfnt().lte(ofMinutes(1)),
                              tpot().gte(ofNanos(0)),
                              e2e().lt(session -> ofMinutes(1)),
                              outputTokens().is(12),
                              inputTokens().gt(0).saveAs("inputTokens"),
                              finishReason().in("stop", "length"),
                              content().exists().saveAs("answer"),
                              bodyString().saveAs("body"),
                              regex("(\\w+)").saveAs("word"),
                              substring(" ").exists()))
                  .exec(
                      session -> {
                        seen.add(session.getString("answer"));
                        seen.add(session.getString("body"));
                        seen.add(String.valueOf(session.isFailed()));
                        return session;
                      })
                  .exec(llm("failing").user("hello").maxTokens(3).check(ttft().lt(ofNanos(1))))
                  .exec(
                      session -> {
                        seen.add(String.valueOf(session.isFailed()));
                        return session;
                      })
                  .injectOpen(atOnceUsers(1)))
          .protocols(protocol());
    }
  }

  @Test
  void checksPassFailAndSave() {
    SimulationRun run = run(CheckedSimulation.class);

    assertThat(seen).as(run.console()).hasSize(4);
    assertThat(seen.get(0)).isNotBlank().isEqualTo(seen.get(1));
    assertThat(seen.subList(2, 4)).containsExactly("false", "true");
    assertThat(countBy(run.log(), "outcome")).isEqualTo(Map.of("ok", 2L));
    JsonNode failing =
        run.log().stream().filter(l -> l.path("name").asText().equals("failing")).findFirst().get();
    assertThat(failing.path("checkError").asText()).contains("ttft");
    assertThat(run.summary().at("/gatling/requests/failing/ko").asInt()).isEqualTo(1);
    assertThat(run.summary().at("/gatling/countsAgree").asBoolean()).isTrue();
  }

  /** Requests that are not streamed. */
  public static class PlainSimulation extends Simulation {
    {
      setUp(
              scenario("chat")
                  .exec(llm("chat").user("hello").maxTokens(7).check(content().exists()))
                  .injectOpen(rampUsers(5).during(ofSeconds(1))))
          .protocols(protocol().streaming(false));
    }
  }

  @Test
  void answersThatAreNotStreamedHaveNoTokenTiming() {
    SimulationRun run = run(PlainSimulation.class);

    assertThat(countBy(run.log(), "outcome")).as(run.console()).isEqualTo(Map.of("ok", 5L));
    assertThat(run.log())
        .allSatisfy(
            line -> {
              assertThat(line.path("outputTokens").asInt()).isEqualTo(7);
              assertThat(line.path("interTokenLatencies")).isEmpty();
              assertThat(line.has("tpotMs")).isFalse();
            });
    assertThat(run.summary().at("/gatling/requests").has("chat TTFT")).isFalse();
  }

  /** A wrong key. */
  public static class WrongKeySimulation extends Simulation {
    {
      setUp(scenario("chat").exec(llm("chat").user("hello")).injectOpen(atOnceUsers(4)))
          .protocols(llm.openAi(url).model("m").apiKey("sk-wrong-and-secret"))
          .assertions(forAll().failedRequests().percent().lt(1.0));
    }
  }

  @Test
  void aRefusedKeyIsAFailureUnderItsStatusAndStaysSecret() {
    SimulationRun run = run(WrongKeySimulation.class);

    assertThat(run.exitCode()).isNotZero();
    assertThat(countBy(run.log(), "outcome")).isEqualTo(Map.of("http_401", 4L));
    assertThat(countBy(run.log(), "errorCode")).isEqualTo(Map.of("401", 4L));
    assertThat(run.summary().path("failedRequests").asInt()).isEqualTo(4);
    assertThat(run.summary().at("/errors/http_401/count").asInt()).isEqualTo(4);
    assertThat(run.console()).contains("http_401");
    assertThat(run.anyFileContains("sk-wrong-and-secret")).isFalse();
  }

  @Test
  void anEndpointThatIsDownIsAConnectFailureForEveryRequest() throws IOException {
    try (ServerSocket unused = new ServerSocket(0)) {
      url = "http://127.0.0.1:" + unused.getLocalPort() + "/v1";
    }
    SimulationRun run = run(CountedSimulation.class);

    assertThat(run.exitCode()).isNotZero();
    assertThat(countBy(run.log(), "outcome")).isEqualTo(Map.of("connect", 50L));
    assertThat(run.summary().path("errorRate").asDouble()).isEqualTo(1.0);
    assertThat(run.summary().at("/gatling/requests/chat/ko").asInt()).isEqualTo(50);
  }

  /** A server that never answers, and a limit on the whole request. */
  public static class TimeoutSimulation extends Simulation {
    {
      setUp(scenario("chat").exec(llm("chat").user("hello")).injectOpen(atOnceUsers(3)))
          .protocols(llm.openAi(url).model("m").timeout(ofMillis(300)));
    }
  }

  @Test
  void aServerThatStaysSilentEndsInATimeout() throws IOException {
    try (ServerSocket silent = new ServerSocket(0)) {
      url = "http://127.0.0.1:" + silent.getLocalPort() + "/v1";
      SimulationRun run = run(TimeoutSimulation.class);

      assertThat(countBy(run.log(), "outcome")).isEqualTo(Map.of("timeout_total", 3L));
      assertThat(run.summary().at("/gatling/countsAgree").asBoolean()).isTrue();
    }
  }

  /** Gatling's own maxDuration, which cuts what is in flight. */
  public static class CutSimulation extends Simulation {
    {
      setUp(
              scenario("chat")
                  .exec(llm("chat").user("hello"))
                  .injectClosed(constantConcurrentUsers(2).during(ofSeconds(60))))
          .protocols(llm.openAi(url).model("m"))
          .maxDuration(ofSeconds(1));
    }
  }

  @Test
  void whatGatlingCutsOffIsAbortedAndNotLost() throws IOException {
    try (ServerSocket silent = new ServerSocket(0)) {
      url = "http://127.0.0.1:" + silent.getLocalPort() + "/v1";
      SimulationRun run = run(CutSimulation.class);

      assertThat(countBy(run.log(), "outcome")).isEqualTo(Map.of("aborted", 2L));
      assertThat(run.summary().path("totalRequests").asInt()).isEqualTo(2);
      assertThat(run.summary().at("/gatling/countsAgree").asBoolean(true)).isTrue();
    }
  }

  @Test
  void whereNothingCanBeWrittenTheRunGoesOn() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    SimulationRun run =
        SimulationRun.of(
            CountedSimulation.class,
            folder,
            Map.of("llm.outputDir", file.resolve("below").toString()));

    assertThat(run.exitCode()).as(run.console()).isZero();
    assertThat(run.console()).contains("no results are written");
    assertThat(run.anyFileContains("chat TTFT")).as("a row in Gatling's own log").isTrue();
    assertThat(endpoint.counters().completed()).isEqualTo(50);
  }

  /** Two loads of different ends in one simulation. */
  public static class TwoLoadsSimulation extends Simulation {
    {
      LoadProfileBuilder counted = concurrency(2).maxRequests(10);
      LoadProfileBuilder timed = concurrency(2).maxDuration(ofSeconds(3));
      setUp(
          scenario("counted")
              .exec(llm("counted").user("hello").maxTokens(3))
              .injectClosed(counted.steps())
              .protocols(protocol().load(counted)),
          scenario("timed")
              .exec(llm("timed").user("hello").maxTokens(3))
              .pause(ofMillis(100))
              .injectClosed(timed.steps())
              .protocols(protocol().load(timed)));
    }
  }

  @Test
  void aLoadThatIsSpentDoesNotCutAnother() {
    SimulationRun run = run(TwoLoadsSimulation.class);

    assertThat(run.exitCode()).as(run.console()).isZero();
    Map<String, Long> byName = countBy(run.log(), "name");
    assertThat(byName.get("counted")).isEqualTo(10);
    assertThat(byName.get("timed")).isGreaterThan(10);
    assertThat(countBy(run.log(), "outcome")).containsOnlyKeys("ok");
    assertThat(run.summary().at("/gatling/countsAgree").asBoolean()).isTrue();
  }
}
