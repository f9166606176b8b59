package io.github.gatlingllm.gatling;

import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.concurrency;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.javaapi.LoadProfileBuilder;
import io.github.gatlingllm.server.TokenSource;
import io.github.gatlingllm.server.TokenSourceSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs of closed loads that rise by requests, or at once. */
class ClosedRampsSimulationTest {

  private static final int STREAMS = 8;
  private static final int RAMP = 16;
  private static final int REQUESTS = 64;

  private static volatile String url = "";

  @TempDir private Path folder;

  private abstract static class Closed extends Simulation {
    Closed(LoadProfileBuilder load) {
      setUp(scenario("chat").exec(llm("chat").user("x")).injectClosed(load.steps()))
          .protocols(
              llm.openAi(url).model("m").clientWarmUp(ofSeconds(0)).eventLoops(2).load(load));
    }
  }

  /** Rises over its first requests and falls over its last. */
  public static class RampsSimulation extends Closed {
    /** Sets it up. */
    public RampsSimulation() {
      super(concurrency(STREAMS).rampUpRequests(RAMP).rampDownRequests(RAMP).maxRequests(REQUESTS));
    }
  }

  /** Ends by its time while most users are still held back. */
  public static class CutSimulation extends Closed {
    /** Sets it up. */
    public CutSimulation() {
      super(concurrency(STREAMS).rampUpRequests(10_000).maxDuration(ofSeconds(2)));
    }
  }

  /** Starts all at once. */
  public static class BurstSimulation extends Closed {
    /** Sets it up. */
    public BurstSimulation() {
      super(concurrency(STREAMS).burst().maxRequests(STREAMS));
    }
  }

  /** Its first request comes so late that Gatling's injector ends before the load does. */
  public static class LateSimulation extends Simulation {
    private final AtomicBoolean late = new AtomicBoolean();

    {
      LoadProfileBuilder load = concurrency(1).maxDuration(ofSeconds(2));
      setUp(
              scenario("chat")
                  .doIf(session -> late.compareAndSet(false, true))
                  .then(pause(ofMillis(700)))
                  .exec(llm("chat").user("x"))
                  .injectClosed(load.steps()))
          .protocols(
              llm.openAi(url).model("m").clientWarmUp(ofSeconds(0)).eventLoops(1).load(load));
    }
  }

  private SimulationRun run(Class<? extends Simulation> simulation, TokenSourceSettings settings) {
    try (TokenSource source = TokenSource.start(settings)) {
      url = source.baseUrl();
      return SimulationRun.of(simulation, folder, Map.of());
    }
  }

  @Test
  void aFirstRequestThatIsLateMakesNoRunACutOne() {
    SimulationRun run = run(LateSimulation.class, TokenSourceSettings.paced(2, 100));

    assertThat(run.summary().at("/run/ended").asText()).as(run.console()).isEqualTo("completed");
    assertThat(run.summary().at("/steady/requests/failed").asInt(-1)).isZero();
  }

  @Test
  void noMoreStreamsAreOpenThanTheRampAllows() {
    SimulationRun run = run(RampsSimulation.class, TokenSourceSettings.paced(10, 100));

    List<JsonNode> log = run.log();
    assertThat(log).hasSize(REQUESTS);
    for (JsonNode request : log) {
      double start = request.path("startTime").asDouble();
      long ended = log.stream().filter(other -> other.path("endTime").asDouble() <= start).count();
      long open =
          log.stream()
              .filter(other -> other.path("startTime").asDouble() <= start)
              .filter(other -> other.path("endTime").asDouble() > start)
              .count();
      // What the log says to have ended the gate may hear of a moment later, never earlier.
      assertThat(open).isLessThanOrEqualTo(allowed(ended));
    }
    assertThat(startedIn(log, "ramp-up")).isBetween((long) RAMP, (long) RAMP + STREAMS);
    assertThat(startedIn(log, "ramp-down")).isBetween((long) RAMP - STREAMS, (long) RAMP);
    JsonNode summary = run.summary();
    assertThat(summary.at("/load/rampUpRequests").asInt()).isEqualTo(RAMP);
    assertThat(summary.at("/load/rampDownRequests").asInt()).isEqualTo(RAMP);
    assertThat(summary.at("/steady/requests/started").asLong()).isEqualTo(startedIn(log, "steady"));
  }

  private static long allowed(long ended) {
    long left = REQUESTS - ended;
    long part = Math.min(Math.min(ended, left), RAMP);
    return Math.max(1, (part * STREAMS + RAMP - 1) / RAMP);
  }

  private static long startedIn(List<JsonNode> log, String phase) {
    return log.stream().filter(request -> request.path("phase").asText().equals(phase)).count();
  }

  @Test
  void usersWhoAreHeldBackLeaveWhenTheLoadIsOver() {
    SimulationRun run = run(CutSimulation.class, TokenSourceSettings.paced(10, 100));

    assertThat(run.exitCode()).isZero();
    assertThat(run.log())
        .isNotEmpty()
        .allMatch(line -> line.path("phase").asText().equals("ramp-up"));
    assertThat(run.summary().at("/run/ended").asText()).isEqualTo("completed");
  }

  @Test
  void theStreamsOfABurstAreAllOpenBeforeTheFirstEnds() {
    SimulationRun run = run(BurstSimulation.class, TokenSourceSettings.paced(61, 100));

    List<JsonNode> log = run.log();
    double lastStart =
        log.stream().mapToDouble(l -> l.path("startTime").asDouble()).max().orElse(0);
    double firstEnd = log.stream().mapToDouble(l -> l.path("endTime").asDouble()).min().orElse(0);
    // Gatling starts its users over a second, and a stream takes 0.6.
    assertThat(log).hasSize(STREAMS).noneMatch(line -> line.has("scheduledTime"));
    assertThat(lastStart).isLessThan(firstEnd);
    assertThat(run.summary().at("/load/burst").asBoolean()).isTrue();
  }
}
