package io.github.gatlingllm.gatling;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.bursts;
import static io.github.gatlingllm.javaapi.LlmDsl.concurrency;
import static io.github.gatlingllm.javaapi.LlmDsl.constantRate;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static io.github.gatlingllm.javaapi.LlmDsl.poisson;
import static io.github.gatlingllm.javaapi.LlmDsl.replay;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.javaapi.LlmProtocolBuilder;
import io.github.gatlingllm.javaapi.LoadProfileBuilder;
import io.github.gatlingllm.javaapi.OpenLoadBuilder;
import io.github.gatlingllm.load.OpenLoad;
import io.github.gatlingllm.report.RebuiltRun;
import io.github.gatlingllm.report.SummaryJson;
import io.github.gatlingllm.server.TokenSource;
import io.github.gatlingllm.server.TokenSourceSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs whose requests start by a schedule. */
class OpenLoadSimulationTest {

  private static final long SEED = 5;
  private static volatile String url = "";

  @TempDir private Path folder;

  private static LlmProtocolBuilder endpoint() {
    return llm.openAi(url).model("m").clientWarmUp(ofSeconds(0)).eventLoops(1);
  }

  /** A Poisson load with all phases. */
  public static class PhasesSimulation extends Simulation {
    {
      OpenLoadBuilder load =
          poisson(60)
              .rampUp(ofSeconds(1))
              .steady(ofSeconds(2))
              .stage(30, ofSeconds(1))
              .rampDown(ofSeconds(1))
              .seed(SEED);
      setUp(scenario("chat").exec(llm("chat").user("x")).injectOpen(load.steps()))
          .protocols(endpoint().load(load));
    }
  }

  /** A load that ends by its number of requests. */
  public static class CountedSimulation extends Simulation {
    {
      OpenLoadBuilder load = constantRate(50).maxRequests(37);
      setUp(
              scenario("chat")
                  .exec(llm("chat").user("x"))
                  .injectOpen(nothingFor(ofMillis(300)), load.steps().get(0)))
          .protocols(endpoint().load(load));
    }
  }

  /** Steps of both kinds, without a load on the protocol. */
  public static class MixedSimulation extends Simulation {
    {
      setUp(
              scenario("chat")
                  .exec(llm("chat").user("first"))
                  .exec(llm("chat").user("second"))
                  .injectOpen(
                      atOnceUsers(3),
                      nothingFor(ofMillis(500)),
                      bursts(4).every(ofMillis(250)).during(ofMillis(500)),
                      rampUsers(5).during(ofSeconds(1)),
                      replay(List.of(ofMillis(10), ofMillis(20))).during(ofSeconds(1))))
          .protocols(endpoint());
    }
  }

  /** A step behind two of Gatling's own. */
  public static class BehindSimulation extends Simulation {
    {
      setUp(
              scenario("chat")
                  .exec(llm("chat").user("x"))
                  .injectOpen(
                      rampUsers(2).during(ofSeconds(1)),
                      rampUsers(2).during(ofSeconds(1)),
                      constantRate(10).during(ofSeconds(1))))
          .protocols(endpoint());
    }
  }

  /** One user in the middle keeps the event loop from everything else. */
  public static class BlockedSimulation extends Simulation {

    static final long BLOCK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private final AtomicInteger users = new AtomicInteger();

    {
      OpenLoadBuilder load = constantRate(200).steady(ofSeconds(2));
      setUp(
              scenario("chat")
                  .exec(exec(this::blocked))
                  .exec(llm("chat").user("x"))
                  .injectOpen(load.steps()))
          .protocols(endpoint().load(load));
    }

    private Session blocked(Session session) {
      if (users.incrementAndGet() == 200) {
        long end = System.nanoTime() + BLOCK_NANOS;
        while (System.nanoTime() < end) {
          Thread.onSpinWait();
        }
      }
      return session;
    }
  }

  /** A schedule that draws nothing, beside one that does. */
  public static class NothingDrawnSimulation extends Simulation {

    static final int LIMIT_SECONDS = 15;

    {
      setUp(
              scenario("nothing")
                  .exec(llm("chat").user("never"))
                  .injectOpen(replay(List.of(ofSeconds(2))).during(ofSeconds(1))),
              scenario("chat").exec(llm("chat").user("x")).injectOpen(atOnceUsers(1)))
          .protocols(endpoint())
          .maxDuration(ofSeconds(LIMIT_SECONDS));
    }
  }

  /** A process of a scenario without LLM requests, faster than that of the one with them. */
  public static class StrangerSimulation extends Simulation {
    {
      setUp(
              scenario("stranger")
                  .exec(exec(session -> session))
                  .injectOpen(constantRate(50).during(ofSeconds(4))),
              scenario("chat")
                  .exec(llm("chat").user("x"))
                  .injectOpen(constantRate(5).during(ofSeconds(4))))
          .protocols(endpoint());
    }
  }

  /** A load that is over in no time, beside one whose first request comes later. */
  public static class LateSimulation extends Simulation {
    {
      LoadProfileBuilder soon = concurrency(2).maxRequests(5);
      OpenLoadBuilder late = replay(List.of(ofSeconds(2)));
      setUp(
          scenario("soon")
              .exec(llm("chat").user("soon"))
              .injectClosed(soon.steps())
              .protocols(endpoint().load(soon)),
          scenario("late")
              .exec(llm("chat").user("late"))
              .injectOpen(nothingFor(ofSeconds(1)), late.steps().get(0))
              .protocols(endpoint().load(late)));
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

  /** With every digit: an epoch in a double has none left for nanoseconds. */
  private static List<JsonNode> log(SimulationRun run) {
    try (Stream<String> lines = Files.lines(run.runFolder().resolve("run_log.jsonl"))) {
      ObjectMapper exact =
          new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
      List<JsonNode> log = new ArrayList<>();
      for (String line : lines.toList()) {
        log.add(exact.readTree(line));
      }
      return log;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Long> scheduled(List<JsonNode> log) {
    List<Long> nanos = new ArrayList<>();
    for (JsonNode line : log) {
      if (line.has("scheduledTime")) {
        nanos.add(line.path("scheduledTime").decimalValue().movePointRight(6).longValueExact());
      }
    }
    nanos.sort(null);
    return nanos;
  }

  private static List<Long> sinceFirst(List<Long> nanos) {
    return nanos.stream().map(one -> one - nanos.get(0)).toList();
  }

  private static void assertStartedAfterSchedule(List<JsonNode> log) {
    assertThat(log)
        .filteredOn(line -> line.has("scheduledTime"))
        .allSatisfy(
            line ->
                assertThat(line.path("startTime").decimalValue())
                    .isGreaterThan(line.path("scheduledTime").decimalValue()));
  }

  @Test
  void everyRequestHasTheInstantThatTheProcessGaveIt() {
    SimulationRun run = run(PhasesSimulation.class);
    OpenLoad asked =
        OpenLoad.poisson(60)
            .rampUp(ofSeconds(1))
            .steady(ofSeconds(2))
            .stage(30, ofSeconds(1))
            .rampDown(ofSeconds(1))
            .seed(SEED);
    List<Long> times = new ArrayList<>();
    asked.arrivals().forEachRemaining((Long nanos) -> times.add(nanos));

    List<Long> scheduled = scheduled(log(run));
    assertThat(scheduled).hasSameSizeAs(times).hasSameSizeAs(log(run));
    assertThat(sinceFirst(scheduled)).isEqualTo(sinceFirst(times));
    assertStartedAfterSchedule(log(run));

    JsonNode summary = run.summary(); // Held against the one made again from the files.
    assertThat(summary.at("/load/model").asText()).isEqualTo("open");
    assertThat(summary.at("/load/arrivals").asText()).isEqualTo("poisson");
    assertThat(summary.at("/gatling/countsAgree").asBoolean()).isTrue();
    long ramp = times.stream().filter(nanos -> nanos < 1_000_000_000L).count();
    long steady = times.stream().filter(nanos -> nanos < 4_000_000_000L).count() - ramp;
    assertThat(summary.path("phases").path("ramp-up").at("/requests/started").asLong())
        .isEqualTo(ramp);
    assertThat(summary.at("/steady/requests/started").asLong()).isEqualTo(steady);
    assertThat(summary.at("/steady/window/durationSeconds").asDouble()).isEqualTo(3);
    assertThat(summary.at("/steady/latency/sendLag/count").asLong()).isEqualTo(steady);
    assertThat(summary.at("/steady/latency/ttftFromSchedule/p50").asDouble())
        .isGreaterThanOrEqualTo(summary.at("/steady/latency/ttft/p50").asDouble());
    assertThat(summary.at("/steady/rates/scheduledPerSecond").asDouble()).isPositive();
    assertThat(summary.at("/health/sendLagMs").has("p99")).isTrue();
    assertThat(summary.at("/health/load").has("concurrencyAsked")).isFalse();
    assertThat(run.console())
        .contains("TTFT from schedule")
        .contains("E2E from schedule")
        .containsIgnoringWhitespaces("requests/s asked"); // Where lines break, figures decide.
  }

  /** The schedule began before its first request: the seed tells by how much. */
  @Test
  void aKilledRunHasTheWindowsOfItsSchedule() throws IOException {
    SimulationRun run = run(PhasesSimulation.class);
    JsonNode live = run.summary();
    Path facts = run.runFolder().resolve("run_facts.jsonl");
    List<String> lines = Files.readAllLines(facts);
    Files.writeString(
        facts,
        lines
                .get(lines.size() - 1)
                .replace("\"ended\":true", "\"ended\":false")
                .replaceFirst("\"windows\":\\{[^}]*}", "\"windows\":{}")
            + "\n");

    String rebuilt = new SummaryJson(RebuiltRun.summaryOf(run.runFolder())).toString();

    assertThat(new ObjectMapper().readTree(rebuilt).path("phases")).isEqualTo(live.path("phases"));
  }

  @Test
  void aRunThatIsKilledWhileItsFirstRequestIsOpenHasThemToo() throws IOException {
    SimulationRun run = run(PhasesSimulation.class);
    JsonNode live = run.summary();
    Path facts = run.runFolder().resolve("run_facts.jsonl");
    List<String> known = Files.readAllLines(facts);
    Files.write(facts, known.subList(0, known.size() - 1)); // All but that of the end.
    Path log = run.runFolder().resolve("run_log.jsonl");
    List<String> lines = new ArrayList<>(Files.readAllLines(log));
    lines.remove(indexOfFirst(run.log()));
    Files.write(log, lines);

    String rebuilt = new SummaryJson(RebuiltRun.summaryOf(run.runFolder())).toString();

    JsonNode phases = new ObjectMapper().readTree(rebuilt).path("phases");
    for (String phase : List.of("ramp-up", "steady", "ramp-down")) {
      assertThat(phases.path(phase).path("window"))
          .isNotEmpty()
          .isEqualTo(live.path("phases").path(phase).path("window"));
    }
  }

  private static int indexOfFirst(List<JsonNode> log) {
    List<Double> times = log.stream().map(line -> line.path("scheduledTime").asDouble()).toList();
    return times.indexOf(Collections.min(times));
  }

  @Test
  void aLoadOfSoManyRequestsEndsByItself() {
    SimulationRun run = run(CountedSimulation.class);

    List<Long> offsets = sinceFirst(scheduled(log(run)));
    assertThat(offsets).hasSize(37);
    assertThat(offsets.get(36)).isCloseTo(ofMillis(20 * 36).toNanos(), within(1L));
    assertThat(run.summary().at("/load/maxRequests").asInt()).isEqualTo(37);
  }

  @Test
  void stepsOfGatlingsOwnStandAmongThem() {
    SimulationRun run = run(MixedSimulation.class);

    List<JsonNode> firsts = lines(run, "chat", "first");
    assertThat(firsts).hasSize(3 + 8 + 5 + 2);
    assertThat(lines(run, "chat", "second"))
        .hasSize(18)
        .noneMatch(line -> line.has("scheduledTime"));
    assertThat(sinceFirst(scheduled(firsts)).stream().map(nanos -> Math.round(nanos / 1e6)))
        .containsExactly(0L, 0L, 0L, 0L, 250L, 250L, 250L, 250L, 1510L, 1520L);
    assertStartedAfterSchedule(log(run));
    assertThat(RunArrivals.current()).isEmpty();
    assertThat(run.summary().has("load")).isFalse();
  }

  /** Nobody can tell by how much it is shifted: then it is not told, and its users come anyway. */
  @Test
  void behindTwoStepsOfGatlingsOwnThereIsNoSchedule() {
    SimulationRun run = run(BehindSimulation.class);

    assertThat(log(run)).hasSize(14).noneMatch(line -> line.has("scheduledTime"));
  }

  /**
   * Its first arrivals may be taken; taken one after the other they would be 3.4 s old in the end.
   */
  @Test
  void arrivalsOfAScenarioWithoutLlmRequestsMakeNobodyLate() {
    SimulationRun run = run(StrangerSimulation.class);

    assertThat(run.log()).hasSize(20);
    assertThat(run.log()).filteredOn(line -> lag(line) > 1000).isEmpty();
  }

  @Test
  void aLoadThatIsOverEndsNoOtherBeforeItsFirstRequest() {
    SimulationRun run = run(LateSimulation.class);

    assertThat(lines(run, "chat", "soon")).hasSize(5);
    assertThat(lines(run, "chat", "late")).hasSize(1).allMatch(line -> line.has("scheduledTime"));
  }

  /** Gatling waits for users that it was promised, without an end. */
  @Test
  void aScheduleThatDrawsNothingEnds() {
    long startNanos = System.nanoTime();

    SimulationRun run = run(NothingDrawnSimulation.class);

    assertThat(run.log()).hasSize(1);
    assertThat(System.nanoTime() - startNanos)
        .isLessThan(TimeUnit.SECONDS.toNanos(NothingDrawnSimulation.LIMIT_SECONDS));
  }

  private static List<JsonNode> lines(SimulationRun run, String name, String text) {
    return log(run).stream()
        .filter(line -> line.path("name").asText().equals(name))
        .filter(line -> line.path("inputText").asText().equals(text))
        .toList();
  }

  @Test
  void aClientThatStoodStillIsSeenFromTheSchedule() {
    SimulationRun run = run(BlockedSimulation.class);

    double block = BlockedSimulation.BLOCK_NANOS / 1e6;
    List<JsonNode> late = log(run).stream().filter(line -> lag(line) >= block / 2).toList();
    // Ten requests were due meanwhile; those of the first half have waited half of it or more.
    assertThat(late).hasSizeGreaterThanOrEqualTo(3);
    assertThat(late).allSatisfy(line -> assertThat(lag(line)).isGreaterThanOrEqualTo(block / 2));
    JsonNode latency = run.summary().at("/steady/latency");
    // The first of those that were due has waited nearly all of it.
    assertThat(latency.at("/ttftFromSchedule/max").asDouble()).isGreaterThan(block - 10);
    assertThat(latency.at("/sendLag/max").asDouble()).isGreaterThan(block - 10);
    assertThat(log(run)).hasSize(400);
  }

  private static double lag(JsonNode line) {
    return line.path("startTime")
        .decimalValue()
        .subtract(line.path("scheduledTime").decimalValue())
        .doubleValue();
  }
}
