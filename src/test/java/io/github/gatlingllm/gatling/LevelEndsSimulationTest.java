package io.github.gatlingllm.gatling;

import static io.gatling.javaapi.core.CoreDsl.exitHereIf;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.gatling.LevelRuns.chat;
import static io.github.gatlingllm.gatling.LevelRuns.csv;
import static io.github.gatlingllm.gatling.LevelRuns.endpoint;
import static io.github.gatlingllm.gatling.LevelRuns.instant;
import static io.github.gatlingllm.gatling.LevelRuns.ofLevel;
import static io.github.gatlingllm.gatling.LevelRuns.run;
import static io.github.gatlingllm.javaapi.LlmDsl.concurrency;
import static io.github.gatlingllm.javaapi.LlmDsl.constantRate;
import static io.github.gatlingllm.javaapi.LlmDsl.e2e;
import static io.github.gatlingllm.javaapi.LlmDsl.errorRate;
import static io.github.gatlingllm.javaapi.LlmDsl.goodput;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static io.github.gatlingllm.javaapi.LlmDsl.sweep;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.javaapi.LoadProfileBuilder;
import io.github.gatlingllm.javaapi.SweepBuilder;
import io.github.gatlingllm.server.EmbeddedEndpoint;
import io.github.gatlingllm.server.TokenSource;
import io.github.gatlingllm.server.TokenSourceSettings;
import io.github.gatlingllm.testkit.FixedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs of levels whose requests fail, whose users do as they like, or that are ended. */
class LevelEndsSimulationTest {

  private static final String BROKEN = "{\"error\": {\"message\": \"broken\"}}";

  private static volatile String url = "";

  @TempDir private Path folder;

  @Test
  void failuresAreThoseOfTheirLevels() throws IOException {
    try (FixedServer server = FixedServer.start(500, BROKEN)) {
      SimulationRun run =
          run(
              folder,
              server.url(),
              sweep(concurrency(2).maxRequests(6), concurrency(3).maxRequests(9)),
              chat(),
              of -> of.objectives(e2e(ofHours(1)), goodput(0.5), errorRate(0.1)));

      JsonNode summary = run.summary();
      assertThat(summary.at("/levels/0/steady/requests/failed").asInt()).isEqualTo(6);
      assertThat(summary.at("/levels/1/steady/requests/failed").asInt()).isEqualTo(9);
      assertThat(summary.at("/levels/1/steady/goodput/notPassed").asInt()).isEqualTo(9);
      assertThat(summary.at("/levels/1/objectivesMet").asBoolean(true)).isFalse();
      assertThat(summary.at("/levels/1/power").isMissingNode()).isTrue();
      assertThat(summary.at("/knee").isMissingNode()).isTrue();
      assertThat(summary.at("/run/ended").asText()).isEqualTo("completed");
      assertThat(csv(run).get(2)).contains(",1,3,,,,false,0,false,,");
      assertThat(run.console()).contains("2 streams missed", "3 streams missed");
    }
  }

  @Test
  void eachLevelIsHeldAgainstTheObjectives() {
    try (EmbeddedEndpoint server = instant()) {
      SimulationRun run =
          run(
              folder,
              server.baseUrl(),
              sweep(concurrency(1).maxRequests(5), concurrency(2).maxRequests(10)),
              chat(),
              of -> of.objectives(e2e(ofHours(1)), goodput(1), e2e(ofHours(1)).percentile(50)));

      JsonNode summary = run.summary();
      for (int level = 0; level < 2; level++) {
        JsonNode of = summary.path("levels").path(level);
        assertThat(of.at("/steady/goodput/good").asInt()).isEqualTo(5 * (level + 1));
        assertThat(of.path("objectivesMet").asBoolean()).isTrue();
        assertThat(of.path("objectives")).hasSize(2);
      }
    }
  }

  @Test
  void aRuleThatFiresInALevelEndsAllOfThem() throws IOException {
    try (FixedServer server = FixedServer.start(500, BROKEN)) {
      SimulationRun run =
          run(
              folder,
              server.url(),
              sweep(concurrency(2).maxDuration(ofHours(1)), concurrency(3).maxDuration(ofHours(1))),
              chat(),
              of -> of.stopOnErrorRate(0.5, 20, 10));

      JsonNode summary = run.summary();
      assertThat(summary.at("/run/ended").asText()).isEqualTo("aborted");
      assertThat(summary.at("/run/endRule").asText()).isEqualTo("errorRate");
      assertThat(summary.path("levels")).hasSize(1);
      assertThat(ofLevel(run, 0)).hasSizeGreaterThanOrEqualTo(10);
    }
  }

  /** Its own limit holds, and where it has none that of the protocol. */
  @Test
  void theProtocolsLimitOnDrainingIsThatOfLevelsToo() {
    try (TokenSource source = TokenSource.start(TokenSourceSettings.paced(1000, 10))) {
      SimulationRun run =
          run(
              folder,
              source.baseUrl(),
              sweep(concurrency(2).maxDuration(ofMillis(200)), concurrency(1).maxRequests(1)),
              chat(),
              of -> of.drainTimeout(ofMillis(200)));

      assertThat(ofLevel(run, 0))
          .hasSize(2)
          .allMatch(line -> line.path("outcome").asText().equals("aborted"));
      assertThat(ofLevel(run, 1)).hasSize(1);
      assertThat(run.summary().at("/run/ended").asText()).isEqualTo("completed");
    }
  }

  /** What they do before takes longer than their level; so it waits for them. */
  @Test
  void usersWhoComeLateAreOfTheLevelThatTheyCameFor() {
    try (EmbeddedEndpoint server = instant()) {
      SimulationRun run =
          run(
              folder,
              server.baseUrl(),
              sweep(constantRate(20).steady(ofMillis(200)), constantRate(10).steady(ofMillis(300))),
              pause(ofSeconds(1)).exec(llm("chat").user("hello").maxTokens(1)),
              UnaryOperator.identity());

      assertThat(ofLevel(run, 0)).hasSize(4);
      assertThat(ofLevel(run, 1)).hasSize(3);
      JsonNode summary = run.summary();
      assertThat(summary.at("/levels/0/steady/requests/ok").asInt()).isEqualTo(4);
      assertThat(summary.at("/levels/0/steady/window/durationSeconds").asDouble()).isEqualTo(0.2);
      assertThat(summary.at("/run/ended").asText()).isEqualTo("completed");
    }
  }

  @Test
  void usersWhoLeaveBeforeTheirFirstRequestAreNotWaitedFor() {
    try (EmbeddedEndpoint server = instant()) {
      AtomicInteger users = new AtomicInteger();
      SimulationRun run =
          run(
              folder,
              server.baseUrl(),
              sweep(constantRate(20).maxRequests(6), constantRate(20).maxRequests(4)),
              exitHereIf(session -> users.incrementAndGet() % 2 == 0)
                  .exec(llm("chat").user("hello").maxTokens(1)),
              UnaryOperator.identity());

      assertThat(ofLevel(run, 0)).hasSize(3);
      assertThat(ofLevel(run, 1)).hasSize(2);
      assertThat(run.summary().at("/run/ended").asText()).isEqualTo("completed");
    }
  }

  /** Gatling starts users between two levels too; those have no arrival. */
  @Test
  void aFeederIsAskedForWhatIsSentAlone() {
    try (EmbeddedEndpoint server = instant()) {
      AtomicInteger fed = new AtomicInteger();
      Iterator<Map<String, Object>> prompts =
          Stream.generate(() -> Map.<String, Object>of("prompt", "p" + fed.incrementAndGet()))
              .iterator();
      SimulationRun run =
          run(
              folder,
              server.baseUrl(),
              sweep(constantRate(10).maxRequests(3), constantRate(10).maxRequests(2))
                  .settle(ofSeconds(3)),
              feed(prompts).exec(llm("chat").user("#{prompt}").maxTokens(1)),
              UnaryOperator.identity());

      assertThat(run.log()).hasSize(5);
      assertThat(fed).hasValue(5);
    }
  }

  @Test
  void aUserOfSeveralRequestsMakesThoseThatItsLevelLetsIn() {
    try (EmbeddedEndpoint server = instant()) {
      SimulationRun run =
          run(
              folder,
              server.baseUrl(),
              sweep(concurrency(3).maxRequests(7), concurrency(2).maxRequests(5)),
              chat().exec(llm("second").user("hello").maxTokens(1)),
              UnaryOperator.identity());

      assertThat(ofLevel(run, 0)).hasSize(7);
      assertThat(ofLevel(run, 1)).hasSize(5);
      assertThat(run.log()).extracting(line -> line.path("name").asText()).contains("second");
    }
  }

  /** Two endpoints, of which one has levels. */
  public static class TwoLoadsSimulation extends Simulation {
    {
      LoadProfileBuilder load = concurrency(1).maxRequests(4);
      SweepBuilder levels = sweep(concurrency(1).maxRequests(3), concurrency(2).maxRequests(5));
      setUp(
          levels.inject(scenario("levelled").exec(chat())).protocols(endpoint(url).load(levels)),
          scenario("plain")
              .exec(llm("plain").user("hello"))
              .injectClosed(load.steps())
              .protocols(endpoint(url).load(load)));
    }
  }

  @Test
  void anotherLoadBesideLevelsHasNoWindowForAllRequests() {
    try (EmbeddedEndpoint server = instant()) {
      url = server.baseUrl();
      SimulationRun run = SimulationRun.of(TwoLoadsSimulation.class, folder, Map.of());

      JsonNode summary = run.summary();
      assertThat(List.of(ofLevel(run, -1).size(), ofLevel(run, 0).size(), ofLevel(run, 1).size()))
          .containsExactly(4, 3, 5);
      assertThat(summary.at("/steady/requests/ok").asInt()).isEqualTo(12);
      assertThat(summary.at("/steady/window").isMissingNode()).isTrue();
      assertThat(summary.at("/run/ended").asText()).isEqualTo("completed");
    }
  }
}
