package io.github.gatlingllm.gatling;

import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.concurrency;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.javaapi.LoadProfileBuilder;
import io.github.gatlingllm.live.LiveMode;
import io.github.gatlingllm.live.TinyTerminal;
import io.github.gatlingllm.server.EmbeddedEndpoint;
import io.github.gatlingllm.server.EndpointSettings;
import io.github.gatlingllm.server.LatencyModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live view of whole runs. */
class LiveSimulationTest {

  private static final String URL = "test.url";
  private static final int STREAMS = 4;
  private static final LatencyModel PACED =
      new LatencyModel(ofMillis(20), 10_000, ofMillis(10), Duration.ZERO, 0);

  @TempDir private Path folder;

  private static ScenarioBuilder chat() {
    return scenario("chat").exec(llm("chat").user("hello").maxTokens(20));
  }

  /** Two seconds without ramps: the steady phase is the run. */
  public static class LinesSimulation extends Simulation {
    {
      LoadProfileBuilder load = concurrency(STREAMS).steady(ofSeconds(2));
      setUp(chat().injectClosed(load.steps()))
          .protocols(
              llm.openAi(System.getProperty(URL))
                  .model("embedded-llm")
                  .clientWarmUp(Duration.ZERO)
                  .live(LiveMode.LINES, ofMillis(500))
                  .load(load));
    }
  }

  /** A load that goes on for longer than any test. */
  public static class LongSimulation extends Simulation {
    {
      LoadProfileBuilder load = concurrency(STREAMS).maxDuration(ofMinutes(10));
      setUp(chat().injectClosed(load.steps()))
          .protocols(
              llm.openAi(System.getProperty(URL))
                  .model("embedded-llm")
                  .clientWarmUp(Duration.ZERO)
                  .load(load));
    }
  }

  private static EmbeddedEndpoint paced() {
    return EmbeddedEndpoint.start(EndpointSettings.defaults().withLatency(PACED));
  }

  private SimulationRun runWith(PrintStream error, EmbeddedEndpoint server) {
    PrintStream before = System.err;
    System.setErr(error);
    try {
      return SimulationRun.of(LinesSimulation.class, folder, Map.of(URL, server.baseUrl()));
    } finally {
      System.setErr(before);
    }
  }

  @Test
  void theLastLineSaysWhatTheSummarySays() {
    ByteArrayOutputStream captured = new ByteArrayOutputStream();
    SimulationRun run;
    try (EmbeddedEndpoint server = paced()) {
      run = runWith(new PrintStream(captured, true, StandardCharsets.UTF_8), server);
    }
    List<String> lines =
        captured
            .toString(StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.matches("gatling-llm: \\d+:\\d\\d .*"))
            .toList();

    assertThat(lines).as(captured.toString(StandardCharsets.UTF_8)).hasSizeBetween(2, 6);
    assertThat(lines.get(0))
        .containsPattern(" steady \\| slots [1-4]/4 \\| .* tok/s [1-9][0-9.]* out [1-9]")
        .contains(" req/s, tok/s ", " | TTFT p50 ", " | 0 failed");
    JsonNode summary = run.summary();
    JsonNode steady = summary.path("steady");
    int requests = summary.path("totalRequests").asInt();
    String last = lines.get(lines.size() - 1);
    assertThat(last)
        .contains(" ended | " + requests + " requests, " + requests + " ok | ")
        .endsWith(" | 0 failed");
    assertSame(last, "TTFT", steady.at("/latency/ttft"));
    assertSame(last, "ITL", steady.at("/latency/itl"));
    assertSame(last, "E2E", steady.at("/latency/e2e"));
    assertThat(summary.path("warnings").toString()).doesNotContain("LiveView");
  }

  /** The line has two decimals, the summary three, and both are rounded. */
  private static void assertSame(String line, String metric, JsonNode latency) {
    Matcher said =
        Pattern.compile(" \\| " + metric + " p50 (\\S+) p95 (\\S+) p99 (\\S+) ms").matcher(line);
    assertThat(said.find()).as(line).isTrue();
    List<String> percentiles = List.of("p50", "p95", "p99");
    for (int i = 0; i < percentiles.size(); i++) {
      assertThat(Double.parseDouble(said.group(i + 1)))
          .isCloseTo(latency.path(percentiles.get(i)).asDouble(), within(0.0056));
    }
  }

  @Test
  void aStandardErrorThatIsClosedHurtsNobody() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Bad file descriptor");
          }
        };
    try (EmbeddedEndpoint server = paced()) {
      SimulationRun run = runWith(new PrintStream(closed, true), server);

      assertThat(run.exitCode()).as(run.console()).isZero();
      assertThat(run.summary().path("totalRequests").asInt())
          .isEqualTo(run.log().size())
          .isPositive();
    }
  }

  /** On what is no terminal, since it was asked for: what a terminal would show of it. */
  @Test
  void aScreenLeavesWhatWasPrintedAndNothingElse() throws IOException, InterruptedException {
    Map<String, String> screen = Map.of("llm.live", "screen");
    try (EmbeddedEndpoint server = paced();
        ChildRun run = ChildRun.start(LongSimulation.class, folder, with(screen, server))) {
      run.awaitConsole("slots 4/4");
      run.signal("INT");

      assertThat(run.exitStatus()).as(run.console()).isEqualTo(130);
      TinyTerminal terminal = new TinyTerminal(400, 24);
      terminal.print(run.console());
      assertThat(terminal.text())
          .contains("SIGINT: no more requests start; open streams (")
          .contains("THE RUN WAS INTERRUPTED (SIGINT)")
          .contains("\nVerdict: ")
          .doesNotContain("slots", "10 s p50", "\u001b");
      assertThat(run.summary().at("/gatling/countsAgree").asBoolean()).isTrue();
    }
  }

  private static Map<String, String> with(Map<String, String> more, EmbeddedEndpoint server) {
    Map<String, String> all = new HashMap<>(more);
    all.put(URL, server.baseUrl());
    return all;
  }

  /** As `mvn gatling:test` has it: a pipe, and this project's gatling.conf. */
  @Test
  void whereThereIsNoTerminalThereAreLines() throws IOException, InterruptedException {
    try (EmbeddedEndpoint server = paced();
        ChildRun run = ChildRun.start(LongSimulation.class, folder, with(Map.of(), server))) {
      run.awaitConsole(" steady | slots ");
      run.signal("INT");

      assertThat(run.exitStatus()).as(run.console()).isEqualTo(130);
      assertThat(run.console()).contains(" ended | ").doesNotContain("\u001b", "s elapsed");
    }
  }

  @Test
  void whereGatlingWritesToTheConsoleItIsNotTalkedOver() throws IOException, InterruptedException {
    Map<String, String> gatling =
        Map.of(
            "gatling.data.writers.0",
            "console",
            "gatling.data.writers.1",
            "file",
            "gatling.data.console.writePeriod",
            "1");
    try (EmbeddedEndpoint server = paced();
        ChildRun run = ChildRun.start(LongSimulation.class, folder, with(gatling, server))) {
      run.awaitConsole("7s elapsed");
      run.signal("INT");

      assertThat(run.exitStatus()).as(run.console()).isEqualTo(130);
      assertThat(run.console()).doesNotContain("slots 4/4", " ended | ");
    }
  }
}
