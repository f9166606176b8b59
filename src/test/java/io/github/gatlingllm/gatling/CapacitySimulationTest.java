package io.github.gatlingllm.gatling;

import static io.github.gatlingllm.gatling.LevelRuns.chat;
import static io.github.gatlingllm.gatling.LevelRuns.csv;
import static io.github.gatlingllm.gatling.LevelRuns.instant;
import static io.github.gatlingllm.gatling.LevelRuns.ofLevel;
import static io.github.gatlingllm.gatling.LevelRuns.run;
import static io.github.gatlingllm.javaapi.LlmDsl.capacity;
import static io.github.gatlingllm.javaapi.LlmDsl.concurrency;
import static io.github.gatlingllm.javaapi.LlmDsl.constantRate;
import static io.github.gatlingllm.javaapi.LlmDsl.e2e;
import static io.github.gatlingllm.javaapi.LlmDsl.errorRate;
import static io.github.gatlingllm.javaapi.LlmDsl.ttft;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatlingllm.javaapi.CapacityBuilder;
import io.github.gatlingllm.server.EmbeddedEndpoint;
import io.github.gatlingllm.server.EndpointLimits;
import io.github.gatlingllm.server.EndpointSettings;
import io.github.gatlingllm.server.LatencyModel;
import io.github.gatlingllm.testkit.FixedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs that look for the most load that an endpoint can take. */
class CapacitySimulationTest {

  private static final String BROKEN = "{\"error\": {\"message\": \"broken\"}}";

  @TempDir private Path folder;

  private static CapacityBuilder quick(CapacityBuilder search) {
    return search.repeats(1).steady(ofMillis(100)).longest(ofSeconds(5)).samples(20);
  }

  /**
   * It takes four at once and lets two wait; those beyond are turned away at once, by the dozen.
   */
  private static EmbeddedEndpoint ofFourSlots() {
    return EmbeddedEndpoint.start(
        EndpointSettings.defaults()
            .withLatency(new LatencyModel(ofMillis(20), 1e6, ofMillis(5), Duration.ZERO, 0))
            .withLimits(EndpointLimits.defaults().withParallelSequences(4).withQueued(2)));
  }

  @Test
  void theMostStreamsThatAreNotTurnedAwayAreFound() {
    try (EmbeddedEndpoint endpoint = ofFourSlots()) {
      SimulationRun run =
          run(
              folder,
              endpoint.baseUrl(),
              quick(capacity(concurrency(1).rampUp(ofMillis(50)))).upTo(32).precision(0),
              chat(),
              of -> of.objectives(errorRate(0.2)));

      JsonNode summary = run.summary();
      JsonNode found = summary.path("capacity");
      assertThat(found.path("answer").asText()).isEqualTo("found");
      assertThat(found.path("of").asText()).isEqualTo("concurrency");
      assertThat(found.path("met").asInt()).isBetween(4, 6);
      assertThat(found.path("missed").asInt()).isEqualTo(found.path("met").asInt() + 1);
      assertThat(summary.at("/run/ended").asText()).isEqualTo("completed");
      assertThat(summary.path("levels")).hasSameSizeAs(found.path("probes"));
      for (JsonNode probe : found.path("probes")) {
        JsonNode level = summary.path("levels").path(probe.path("level").asInt());
        assertThat(level.path("concurrency").asInt()).isEqualTo(probe.path("value").asInt());
        assertThat(probe.path("result").asText())
            .isEqualTo(level.path("objectivesMet").asBoolean() ? "met" : "missed");
      }
      assertThat(run.console())
          .contains("gatling-llm: probe 1, 1 streams: met (", "CAPACITY: ")
          .contains(" streams meets the objectives, ");
      assertThat(csv(run)).hasSize(1 + found.path("probes").size());
    }
  }

  @Test
  void nothingMayMeetTheObjectives() throws IOException {
    try (FixedServer server = FixedServer.start(500, BROKEN)) {
      SimulationRun run =
          run(
              folder,
              server.url(),
              quick(capacity(concurrency(2))).upTo(8),
              chat(),
              of -> of.objectives(ttft(ofHours(1)).percentile(95)));

      JsonNode summary = run.summary();
      assertThat(summary.at("/capacity/answer").asText()).isEqualTo("none");
      assertThat(summary.at("/capacity/missed").asInt()).isEqualTo(1);
      assertThat(summary.at("/capacity/met").isMissingNode()).isTrue();
      assertThat(summary.at("/capacity/probes")).hasSize(2);
      assertThat(run.console()).contains("CAPACITY: none, not even 1 streams");
    }
  }

  @Test
  void anEndpointMayTakeMoreThanIsProbed() {
    try (EmbeddedEndpoint endpoint = instant()) {
      SimulationRun run =
          run(
              folder,
              endpoint.baseUrl(),
              quick(capacity(concurrency(1))).upTo(4).settle(ofMillis(50)).drain(ofSeconds(30)),
              chat(),
              of -> of.objectives(e2e(ofHours(1)).percentile(95)));

      JsonNode summary = run.summary();
      assertThat(summary.at("/capacity/answer").asText()).isEqualTo("at-least");
      assertThat(summary.at("/capacity/met").asInt()).isEqualTo(4);
      assertThat(summary.at("/capacity/probes")).hasSize(3);
      for (int level = 0; level < 3; level++) {
        assertThat(ofLevel(run, level)).hasSizeGreaterThanOrEqualTo(20);
        assertThat(summary.path("levels").path(level).path("objectivesMet").asBoolean()).isTrue();
      }
    }
  }

  @Test
  void ratesAreSearchedForToo() {
    try (EmbeddedEndpoint endpoint = instant()) {
      SimulationRun run =
          run(
              folder,
              endpoint.baseUrl(),
              quick(capacity(constantRate(40))).upTo(80).precision(0.5),
              chat(),
              of -> of.objectives(e2e(ofHours(1)).percentile(95)));

      JsonNode summary = run.summary();
      assertThat(summary.at("/capacity/answer").asText()).isEqualTo("at-least");
      assertThat(summary.at("/capacity/of").asText()).isEqualTo("rate");
      assertThat(summary.at("/capacity/met").asInt()).isEqualTo(80);
      // 20 samples, and three deviations of so many random arrivals more: 20 + 3 √20 intervals.
      assertThat(ofLevel(run, 0)).hasSize(34);
      assertThat(ofLevel(run, 1)).hasSize(34);
      assertThat(summary.at("/run/ended").asText()).isEqualTo("completed");
    }
  }

  @Test
  void aRateThatNoAnswerIsQuickEnoughForIsHalvedUntilItIsGivenUp() {
    try (EmbeddedEndpoint endpoint = instant()) {
      SimulationRun run =
          run(
              folder,
              endpoint.baseUrl(),
              quick(capacity(constantRate(200))).samples(2).upTo(200).precision(0.5),
              chat(),
              of -> of.objectives(e2e(ofNanos(1)).percentile(95)));

      JsonNode summary = run.summary();
      assertThat(summary.at("/capacity/answer").asText()).isEqualTo("none");
      assertThat(summary.at("/capacity/missed").asDouble()).isEqualTo(200 / 64.0);
    }
  }

  @Test
  void aBudgetThatIsSpentLeavesTheSearchUnfinished() {
    try (EmbeddedEndpoint endpoint = instant()) {
      SimulationRun run =
          run(
              folder,
              endpoint.baseUrl(),
              capacity(concurrency(1)).upTo(4).steady(ofSeconds(30)),
              chat(),
              of -> of.objectives(e2e(ofHours(1)).percentile(95)).tokenBudget(100));

      JsonNode summary = run.summary();
      assertThat(summary.at("/run/ended").asText()).isEqualTo("aborted");
      assertThat(summary.at("/run/endRule").asText()).isEqualTo("tokenBudget");
      assertThat(summary.at("/capacity/answer").asText()).isEqualTo("unfinished");
      assertThat(summary.at("/capacity/probes")).isEmpty();
      assertThat(summary.path("levels")).hasSize(1);
      assertThat(summary.at("/levels/0/cut").isMissingNode()).isTrue();
      assertThat(run.console())
          .contains("CAPACITY: not found before the end\n")
          .doesNotContain("gatling-llm: probe");
    }
  }
}
