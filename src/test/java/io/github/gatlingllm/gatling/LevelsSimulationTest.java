package io.github.gatlingllm.gatling;

import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.concurrency;
import static io.github.gatlingllm.javaapi.LlmDsl.constantRate;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static io.github.gatlingllm.javaapi.LlmDsl.poisson;
import static io.github.gatlingllm.javaapi.LlmDsl.sweep;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.javaapi.LevelsBuilder;
import io.github.gatlingllm.server.TokenSource;
import io.github.gatlingllm.server.TokenSourceSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs of loads that are made one after the other. */
class LevelsSimulationTest {

  private static volatile String url = "";

  @TempDir private Path folder;

  private abstract static class Levels extends Simulation {
    Levels(LevelsBuilder levels) {
      setUp(levels.inject(scenario("chat").exec(llm("chat").user("x"))))
          .protocols(
              llm.openAi(url).model("m").clientWarmUp(ofSeconds(0)).eventLoops(2).load(levels));
    }
  }

  /** Up, and down again. */
  public static class ClosedSimulation extends Levels {
    /** Sets it up. */
    public ClosedSimulation() {
      super(
          sweep(
                  concurrency(2).maxRequests(20),
                  concurrency(8).rampUp(ofMillis(300)).steady(ofSeconds(1)),
                  concurrency(1).maxRequests(3))
              .settle(ofMillis(200)));
    }
  }

  /** Rates, the last of which arrives at a server that never ends its answers. */
  public static class OpenSimulation extends Levels {
    /** Sets it up. */
    public OpenSimulation() {
      super(
          sweep(
              constantRate(20).steady(ofSeconds(1)).seed(1),
              poisson(80).rampUp(ofMillis(500)).steady(ofSeconds(1)).seed(2),
              constantRate(10).maxRequests(7).seed(3)));
    }
  }

  /** A level whose streams take longer than it lets them. */
  public static class DrainSimulation extends Levels {
    /** Sets it up. */
    public DrainSimulation() {
      super(
          sweep(concurrency(3).maxDuration(ofMillis(300)), concurrency(2).maxRequests(2))
              .drain(ofMillis(300)));
    }
  }

  private SimulationRun run(Class<? extends Simulation> simulation, TokenSourceSettings settings) {
    try (TokenSource source = TokenSource.start(settings)) {
      url = source.baseUrl();
      return SimulationRun.of(simulation, folder, Map.of());
    }
  }

  private static List<JsonNode> ofLevel(SimulationRun run, int level) {
    return run.log().stream().filter(line -> line.path("level").asInt(-1) == level).toList();
  }

  private static double first(List<JsonNode> log, String key) {
    return log.stream().mapToDouble(line -> line.path(key).asDouble()).min().orElseThrow();
  }

  private static double last(List<JsonNode> log, String key) {
    return log.stream().mapToDouble(line -> line.path(key).asDouble()).max().orElseThrow();
  }

  private static int mostOpen(List<JsonNode> log) {
    return log.stream()
        .mapToInt(
            one ->
                (int)
                    log.stream()
                        .filter(
                            other ->
                                other.path("startTime").asDouble()
                                        <= one.path("startTime").asDouble()
                                    && other.path("endTime").asDouble()
                                        > one.path("startTime").asDouble())
                        .count())
        .max()
        .orElse(0);
  }

  @Test
  void closedLevelsFollowEachOtherWithTheirNumbersOfStreams() {
    SimulationRun run = run(ClosedSimulation.class, TokenSourceSettings.paced(10, 100));

    assertThat(run.exitCode()).isZero();
    assertThat(ofLevel(run, 0)).hasSize(20);
    assertThat(ofLevel(run, 2)).hasSize(3);
    assertThat(run.log()).allMatch(line -> line.has("level"));
    assertThat(List.of(mostOpen(ofLevel(run, 0)), mostOpen(ofLevel(run, 1)))).containsExactly(2, 8);
    assertThat(mostOpen(ofLevel(run, 2))).isEqualTo(1);
    for (int level = 1; level <= 2; level++) {
      double drained = last(ofLevel(run, level - 1), "endTime");
      assertThat(first(ofLevel(run, level), "startTime")).isGreaterThanOrEqualTo(drained + 200);
    }
    JsonNode summary = run.summary();
    assertThat(summary.at("/levels")).hasSize(3);
    assertThat(summary.at("/levels/1/concurrency").asInt()).isEqualTo(8);
    assertThat(summary.at("/levels/0/steady/requests/ok").asInt()).isEqualTo(20);
    assertThat(summary.at("/levels/1/steady/window/durationSeconds").asDouble()).isEqualTo(1.0);
    assertThat(summary.at("/levels/1/otherPhases/ramp-up/durationSeconds").asDouble())
        .isEqualTo(0.3);
    assertThat(summary.at("/levels/1/steady/throughput/outputTokensPerSecond").asDouble())
        .isGreaterThan(summary.at("/levels/0/steady/throughput/outputTokensPerSecond").asDouble());
    assertThat(summary.at("/knee/concurrency").asInt()).isEqualTo(8);
    assertThat(summary.at("/run/ended").asText()).isEqualTo("completed");
    assertThat(summary.at("/steady/rates").isMissingNode()).isTrue();
    assertThat(run.console()).contains("8 streams", "Knee: 8 streams");
    assertThat(levelsCsv(run)).hasSize(4);
    assertThat(levelsCsv(run).get(2)).contains(",1,8,,");
  }

  private static List<String> levelsCsv(SimulationRun run) {
    try {
      return Files.readAllLines(run.runFolder().resolve("levels.csv"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void openLevelsKeepTheirSchedules() {
    SimulationRun run = run(OpenSimulation.class, TokenSourceSettings.paced(5, 100));

    assertThat(run.exitCode()).isZero();
    List<JsonNode> first = ofLevel(run, 0);
    assertThat(first).hasSize(20);
    for (int i = 0; i < 20; i++) {
      double due = first(first, "scheduledTime") + 50.0 * i;
      assertThat(first)
          .anyMatch(line -> Math.abs(line.path("scheduledTime").asDouble() - due) < 0.001);
    }
    assertThat(ofLevel(run, 1)).isNotEmpty();
    assertThat(ofLevel(run, 2)).hasSize(7);
    assertThat(first(ofLevel(run, 1), "scheduledTime")).isGreaterThan(last(first, "endTime"));
    assertThat(first(ofLevel(run, 2), "scheduledTime"))
        .isGreaterThan(last(ofLevel(run, 1), "endTime"));
    JsonNode summary = run.summary();
    assertThat(summary.at("/levels/1/rate").asDouble()).isEqualTo(80);
    assertThat(summary.at("/levels/1/load/arrivals").asText()).isEqualTo("poisson");
    assertThat(summary.at("/run/ended").asText()).isEqualTo("completed");
  }

  @Test
  void whatIsOpenAtTheLimitOfALevelsDrainIsAborted() {
    SimulationRun run = run(DrainSimulation.class, TokenSourceSettings.paced(1000, 100));

    assertThat(ofLevel(run, 0))
        .hasSize(3)
        .allMatch(line -> line.path("outcome").asText().equals("aborted"));
    assertThat(ofLevel(run, 1)).hasSize(2);
    JsonNode summary = run.summary();
    assertThat(summary.at("/levels/0/steady/requests/aborted").asInt()).isEqualTo(3);
    assertThat(summary.at("/run/ended").asText()).isEqualTo("completed");
  }
}
