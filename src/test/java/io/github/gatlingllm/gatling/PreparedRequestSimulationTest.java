package io.github.gatlingllm.gatling;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.bursts;
import static io.github.gatlingllm.javaapi.LlmDsl.concurrency;
import static io.github.gatlingllm.javaapi.LlmDsl.constantRate;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.javaapi.LlmProtocolBuilder;
import io.github.gatlingllm.javaapi.LoadProfileBuilder;
import io.github.gatlingllm.javaapi.OpenLoadBuilder;
import io.github.gatlingllm.server.TokenSource;
import io.github.gatlingllm.server.TokenSourceSettings;
import io.github.gatlingllm.testkit.FixedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that are made before their instant: what becomes of those that are never sent. */
class PreparedRequestSimulationTest {

  private static final int USERS = 30;
  private static final int KINDS = 3;
  private static final String NUMBER = "number";

  private static final AtomicInteger users = new AtomicInteger();
  private static final AtomicInteger made = new AtomicInteger();
  private static final List<String> seen = Collections.synchronizedList(new ArrayList<>());
  private static final List<Long> madeMillis = Collections.synchronizedList(new ArrayList<>());
  private static volatile String url = "";

  @TempDir private Path folder;

  @BeforeEach
  void forget() {
    users.set(0);
    made.set(0);
    seen.clear();
    madeMillis.clear();
  }

  private static LlmProtocolBuilder endpoint() {
    return llm.openAi(url).model("m").clientWarmUp(ofSeconds(0)).eventLoops(1);
  }

  private static String prompt(Session session) {
    made.incrementAndGet();
    if (session.getInt(NUMBER) % KINDS == 1) {
      throw new IllegalStateException("no prompt today");
    }
    return "prompt " + session.getInt(NUMBER);
  }

  private static int maxTokens(Session session) {
    return session.getInt(NUMBER) % KINDS == 2 ? 0 : 5;
  }

  private static Session numbered(Session session) {
    return session.set(NUMBER, users.getAndIncrement());
  }

  /** Two of three requests cannot be made, and all count for the load. */
  public static class CountedSimulation extends Simulation {
    {
      OpenLoadBuilder load = constantRate(100).maxRequests(USERS);
      setUp(
              scenario("chat")
                  .exec(exec(PreparedRequestSimulationTest::numbered))
                  .exec(
                      llm("chat")
                          .user(PreparedRequestSimulationTest::prompt)
                          .maxTokens(PreparedRequestSimulationTest::maxTokens))
                  .injectOpen(load.steps()))
          .protocols(endpoint().load(load));
    }
  }

  /** The same, and each user has a second request. */
  public static class TwiceSimulation extends Simulation {
    {
      setUp(
              scenario("chat")
                  .exec(exec(PreparedRequestSimulationTest::numbered))
                  .exec(
                      llm("first")
                          .user(PreparedRequestSimulationTest::prompt)
                          .maxTokens(PreparedRequestSimulationTest::maxTokens))
                  .exec(exec(TwiceSimulation::note))
                  .exec(llm("second").user("#{number}"))
                  .injectOpen(bursts(USERS / 2).every(ofSeconds(1)).during(ofSeconds(2))))
          .protocols(endpoint());
    }

    private static Session note(Session session) {
      seen.add(session.getInt(NUMBER) % KINDS + ", failed " + session.isFailed());
      return session.markAsSucceeded();
    }
  }

  /** Every request fails, and the tenth ends the load. */
  public static class StoppedSimulation extends Simulation {
    {
      OpenLoadBuilder load = constantRate(500).steady(ofSeconds(60));
      setUp(
              scenario("chat")
                  .exec(
                      llm("chat")
                          .user(
                              session -> {
                                made.incrementAndGet();
                                return "x";
                              }))
                  .injectOpen(load.steps()))
          .protocols(endpoint().load(load).stopOnErrorRate(0.5, 20, 10));
    }
  }

  /** All streams of a closed load at once. */
  public static class BurstSimulation extends Simulation {
    {
      LoadProfileBuilder load = concurrency(3).burst().maxRequests(3);
      setUp(
              scenario("chat")
                  .exec(
                      llm("chat")
                          .user(
                              session -> {
                                madeMillis.add(System.currentTimeMillis());
                                return "x";
                              }))
                  .injectClosed(load.steps()))
          .protocols(endpoint().load(load));
    }
  }

  private SimulationRun run(Class<? extends Simulation> simulation) {
    try (TokenSource source = TokenSource.start(TokenSourceSettings.flood(2))) {
      url = source.baseUrl();
      SimulationRun run = SimulationRun.of(simulation, folder, Map.of());
      assertThat(run.exitCode()).as(run.console()).isZero();
      return run;
    }
  }

  private static List<String> prompts(SimulationRun run) {
    return run.log().stream().map(line -> line.path("inputText").asText()).sorted().toList();
  }

  @Test
  void whatCannotBeMadeIsNotSentAndStillCounts() {
    SimulationRun run = run(CountedSimulation.class);

    assertThat(made).as("each is made once").hasValue(USERS);
    assertThat(prompts(run))
        .hasSize(USERS / KINDS)
        .doesNotHaveDuplicates()
        .allMatch(prompt -> Integer.parseInt(prompt.substring("prompt ".length())) % KINDS == 0);
    assertThat(run.console())
        .contains("10 requests could not be built and were not sent: maxTokens is 0")
        .contains(
            "10 requests could not be built and were not sent: j.l.IllegalStateException: no");
    assertThat(run.anyFileContains("no prompt today")).as("in Gatling's error table").isTrue();
    assertThat(run.summary().path("totalRequests").asInt()).isEqualTo(USERS / KINDS);
    assertThat(run.summary().at("/gatling/countsAgree").asBoolean()).isTrue();
  }

  @Test
  void itsUserFailsAndGoesOnWithoutASchedule() {
    SimulationRun run = run(TwiceSimulation.class);

    assertThat(seen)
        .hasSize(USERS)
        .containsOnly("0, failed false", "1, failed true", "2, failed true");
    List<JsonNode> log = run.log();
    assertThat(log)
        .filteredOn(line -> line.path("name").asText().equals("first"))
        .hasSize(USERS / KINDS)
        .allMatch(
            line -> line.path("scheduledTime").asDouble() <= line.path("startTime").asDouble());
    assertThat(log)
        .filteredOn(line -> line.path("name").asText().equals("second"))
        .hasSize(USERS)
        .noneMatch(line -> line.has("scheduledTime"));
  }

  @Test
  void thoseWhoWaitWhenTheirLoadEndsSendNothing() throws IOException {
    try (FixedServer server = FixedServer.start(500, "{\"error\": {\"message\": \"broken\"}}")) {
      url = server.url();
      SimulationRun run = SimulationRun.of(StoppedSimulation.class, folder, Map.of());

      assertThat(run.summary().at("/run/endRule").asText()).isEqualTo("errorRate");
      assertThat(run.log()).hasSizeGreaterThanOrEqualTo(10);
      assertThat(made.get()).isGreaterThan(run.log().size());
      assertThat(server.requests()).isEqualTo(run.log().size());
      assertThat(run.summary().path("totalRequests").asInt()).isEqualTo(run.log().size());
      assertThat(run.console()).doesNotContain("could not be built");
    }
  }

  @Test
  void theRequestsOfABurstAreMadeBeforeIt() {
    SimulationRun run = run(BurstSimulation.class);

    assertThat(run.log()).hasSize(3).noneMatch(line -> line.has("scheduledTime"));
    double first =
        run.log().stream().mapToDouble(line -> line.path("startTime").asDouble()).min().orElse(0);
    assertThat(madeMillis).hasSize(3).allMatch(millis -> millis < first);
  }
}
