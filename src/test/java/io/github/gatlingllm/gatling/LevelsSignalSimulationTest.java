package io.github.gatlingllm.gatling;

import static io.github.gatlingllm.gatling.LevelRuns.chat;
import static io.github.gatlingllm.gatling.LevelRuns.endpoint;
import static io.github.gatlingllm.javaapi.LlmDsl.capacity;
import static io.github.gatlingllm.javaapi.LlmDsl.concurrency;
import static io.github.gatlingllm.javaapi.LlmDsl.constantRate;
import static io.github.gatlingllm.javaapi.LlmDsl.e2e;
import static io.github.gatlingllm.javaapi.LlmDsl.sweep;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatling.javaapi.core.CoreDsl;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.javaapi.LevelsBuilder;
import io.github.gatlingllm.javaapi.LlmProtocolBuilder;
import io.github.gatlingllm.report.RebuiltRun;
import io.github.gatlingllm.report.SummaryJson;
import io.github.gatlingllm.server.EmbeddedEndpoint;
import io.github.gatlingllm.server.EndpointSettings;
import io.github.gatlingllm.server.LatencyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Levels in JVMs of their own, which end with a status, by a signal, or not at all. */
class LevelsSignalSimulationTest {

  private static final String URL = "test.url";
  private static final LatencyModel PACED =
      new LatencyModel(ofMillis(10), 10_000, ofMillis(5), Duration.ZERO, 0);

  @TempDir private Path folder;

  private abstract static class Levels extends Simulation {
    Levels(LevelsBuilder levels) {
      LlmProtocolBuilder server =
          endpoint(System.getProperty(URL)).objectives(e2e(ofHours(1)).percentile(95)).load(levels);
      setUp(levels.inject(CoreDsl.scenario("chat").exec(chat()))).protocols(server);
    }
  }

  /** Its third probe goes on for longer than any test. */
  public static class LongSearchSimulation extends Levels {
    /** Sets it up. */
    public LongSearchSimulation() {
      super(
          capacity(concurrency(1))
              .upTo(4)
              .repeats(1)
              .steady(ofMillis(100))
              .longest(ofHours(1))
              .samples(Long.getLong("test.samples", 20)));
    }
  }

  /** Between its levels nothing is sent for longer than any test. */
  public static class LongSettleSimulation extends Levels {
    /** Sets it up. */
    public LongSettleSimulation() {
      super(sweep(concurrency(2).maxRequests(4), concurrency(2).maxRequests(4)).settle(ofHours(1)));
    }
  }

  /** The same of rates. */
  public static class LongOpenSettleSimulation extends Levels {
    /** Sets it up. */
    public LongOpenSettleSimulation() {
      super(
          sweep(constantRate(50).maxRequests(4), constantRate(50).maxRequests(4))
              .settle(ofHours(1)));
    }
  }

  /** Of which no load is good enough. */
  public static class HopelessSimulation extends Simulation {
    {
      LevelsBuilder levels =
          capacity(concurrency(1)).upTo(2).repeats(1).steady(ofMillis(50)).samples(1);
      setUp(levels.inject(CoreDsl.scenario("chat").exec(chat())))
          .protocols(
              endpoint(System.getProperty(URL))
                  .objectives(e2e(ofNanos(1)).percentile(95))
                  .load(levels));
    }
  }

  private static EmbeddedEndpoint paced() {
    return EmbeddedEndpoint.start(EndpointSettings.defaults().withLatency(PACED));
  }

  private ChildRun start(Class<? extends Simulation> simulation, EmbeddedEndpoint server)
      throws IOException {
    return ChildRun.start(simulation, folder, Map.of(URL, server.baseUrl()));
  }

  @Test
  void aSearchThatFindsNothingFailsTheRun() throws IOException, InterruptedException {
    try (EmbeddedEndpoint server = paced();
        ChildRun run = start(HopelessSimulation.class, server)) {
      assertThat(run.exitStatus()).as(run.console()).isEqualTo(7);
      assertThat(run.summary().at("/capacity/answer").asText()).isEqualTo("none");
      assertThat(run.console())
          .contains("exit status 7: not even the least load meets the objectives");
    }
  }

  @Test
  void aSearchThatIsInterruptedSaysHowFarItCame() throws IOException, InterruptedException {
    try (EmbeddedEndpoint server = paced();
        ChildRun run =
            ChildRun.start(
                LongSearchSimulation.class,
                folder,
                Map.of(URL, server.baseUrl(), "test.samples", "1000000"))) {
      run.awaitLogged(5_000);
      run.signal("TERM");

      assertThat(run.exitStatus()).as(run.console()).isEqualTo(143);
      JsonNode summary = run.summary();
      assertThat(summary.at("/run/ended").asText()).isEqualTo("interrupted");
      assertThat(summary.at("/capacity/answer").asText()).isEqualTo("unfinished");
      assertThat(summary.path("levels")).hasSize(1);
      assertThat(summary.path("totalRequests").asInt()).isEqualTo(run.log().size());
      assertThat(Files.readAllLines(run.runFolder().resolve("levels.csv"))).hasSize(2);
      assertThat(run.logged("ok")).isEqualTo(run.log().size());
      Rebuilt.assertSameAsLive(run.runFolder());
    }
  }

  @Test
  void aRunThatIsInterruptedBetweenTwoLevelsEndsAtOnce() throws IOException, InterruptedException {
    assertEndsBetweenLevels(LongSettleSimulation.class);
  }

  @Test
  void soDoesOneOfRates() throws IOException, InterruptedException {
    assertEndsBetweenLevels(LongOpenSettleSimulation.class);
  }

  private void assertEndsBetweenLevels(Class<? extends Simulation> simulation)
      throws IOException, InterruptedException {
    try (EmbeddedEndpoint server = paced();
        ChildRun run = start(simulation, server)) {
      awaitFacts(run, "\"number\":0,", "\"windows\":{\"steady\":[");
      run.signal("TERM");

      assertThat(run.exitStatus()).as(run.console()).isEqualTo(143);
      JsonNode summary = run.summary();
      assertThat(summary.at("/run/ended").asText()).isEqualTo("interrupted");
      assertThat(summary.path("levels")).hasSize(1);
      assertThat(summary.at("/levels/0/steady/requests/ok").asInt()).isEqualTo(4);
      Rebuilt.assertSameAsLive(run.runFolder());
    }
  }

  private static void awaitFacts(ChildRun run, String... texts)
      throws IOException, InterruptedException {
    Path facts = run.runFolder().resolve("run_facts.jsonl");
    run.awaitWhileRunning(
        () -> {
          try {
            String told = Files.exists(facts) ? Files.readString(facts) : "";
            for (String text : texts) {
              if (!told.contains(text)) {
                return false;
              }
            }
            return true;
          } catch (IOException e) {
            return false; // It is being made.
          }
        });
  }

  /** A level that is over has its rates; one that goes on has its requests. */
  @Test
  void aRunThatIsKilledHasTheLevelsThatItTold() throws IOException, InterruptedException {
    Path killed;
    try (EmbeddedEndpoint server = paced();
        ChildRun run =
            ChildRun.start(
                LongSearchSimulation.class,
                folder,
                Map.of(URL, server.baseUrl(), "test.samples", "30"))) {
      run.awaitConsole("gatling-llm: probe 2, ");
      run.awaitConsole("gatling-llm: probe 1, ");
      awaitFacts(run, "\"number\":1,");
      killed = run.runFolder();
    }

    JsonNode summary =
        new ObjectMapper().readTree(new SummaryJson(RebuiltRun.summaryOf(killed)).toString());

    assertThat(summary.at("/run/ended").asText()).isEqualTo("unfinished");
    assertThat(summary.path("levels").size()).isPositive();
    assertThat(summary.at("/levels/0/concurrency").asInt()).isEqualTo(1);
    assertThat(summary.at("/levels/0/steady/window/durationSeconds").asDouble()).isPositive();
    assertThat(summary.at("/levels/0/steady/requests/ok").asInt()).isGreaterThanOrEqualTo(30);
    assertThat(summary.at("/capacity/probes/0/result").asText()).isEqualTo("met");
  }
}
