package io.github.gatlingllm.gatling;

import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.github.gatlingllm.javaapi.LlmDsl.concurrency;
import static io.github.gatlingllm.javaapi.LlmDsl.llm;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import io.github.gatlingllm.javaapi.LlmProtocolBuilder;
import io.github.gatlingllm.javaapi.LoadProfileBuilder;
import io.github.gatlingllm.server.EmbeddedEndpoint;
import io.github.gatlingllm.server.EndpointSettings;
import io.github.gatlingllm.server.LatencyModel;
import io.github.gatlingllm.testkit.Fault;
import io.github.gatlingllm.testkit.ScriptedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs in JVMs of their own that are sent signals. */
class SignalSimulationTest {

  private static final String URL = "test.url";
  private static final int STREAMS = 4;
  private static final int SOME_BYTES = 5_000;
  private static final LatencyModel PACED =
      new LatencyModel(ofMillis(20), 10_000, ofMillis(10), Duration.ZERO, 0);

  @TempDir private Path folder;

  private static LlmProtocolBuilder endpoint() {
    return llm.openAi(System.getProperty(URL)).model("embedded-llm").clientWarmUp(Duration.ZERO);
  }

  private static ScenarioBuilder chat() {
    return scenario("chat").exec(llm("chat").user("hello").maxTokens(20));
  }

  /** A load that goes on for longer than any test. */
  public static class LongSimulation extends Simulation {
    {
      LoadProfileBuilder load = concurrency(STREAMS).maxDuration(ofMinutes(10));
      setUp(chat().injectClosed(load.steps())).protocols(endpoint().load(load));
    }
  }

  /** The same, where Gatling alone decides how many users there are. */
  public static class UnshapedSimulation extends Simulation {
    {
      setUp(chat().injectClosed(constantConcurrentUsers(STREAMS).during(ofMinutes(10))))
          .protocols(endpoint());
    }
  }

  /** Users of even numbers get answers that never end. */
  public static class StuckSimulation extends Simulation {
    {
      LoadProfileBuilder load = concurrency(STREAMS).maxDuration(ofMinutes(10));
      long drainMillis = Long.getLong("test.drainMillis", 600_000);
      setUp(chat().injectClosed(load.steps()))
          .protocols(
              endpoint()
                  .load(load)
                  .drainTimeout(ofMillis(drainMillis))
                  .header(
                      "x-fault",
                      session ->
                          (session.userId() % 2 == 0 ? Fault.ENDLESS_TOKENS : Fault.NONE).name()));
    }
  }

  /** Nobody comes for a long time. */
  public static class IdleSimulation extends Simulation {
    {
      setUp(chat().injectOpen(nothingFor(ofMinutes(10)), rampUsers(1).during(1)))
          .protocols(endpoint());
    }
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130", "HUP, 129"})
  void theFirstSignalLetsOpenStreamsEnd(String signal, int status)
      throws IOException, InterruptedException {
    try (EmbeddedEndpoint server = paced();
        ChildRun run =
            ChildRun.startWithReport(LongSimulation.class, folder, Map.of(URL, server.baseUrl()))) {
      run.awaitLogged(SOME_BYTES);
      run.signal(signal);

      assertThat(run.exitStatus()).as(run.console()).isEqualTo(status);
      assertEndedInOrder(run, signal, status);
      assertThat(run.hasReport()).isTrue();
      assertThat(run.log()).hasSize((int) server.counters().completed());
      assertThat(run.logged("ok")).isEqualTo(run.log().size());
    }
  }

  private static EmbeddedEndpoint paced() {
    return EmbeddedEndpoint.start(EndpointSettings.defaults().withLatency(PACED));
  }

  private static void assertEndedInOrder(ChildRun run, String signal, int status)
      throws IOException {
    JsonNode summary = run.summary();
    assertThat(summary.at("/run/ended").asText()).isEqualTo("interrupted");
    assertThat(summary.at("/run/endRule").asText()).isEqualTo("SIG" + signal);
    assertThat(summary.path("totalRequests").asInt()).isEqualTo(run.log().size());
    assertThat(summary.at("/gatling/countsAgree").asBoolean()).as(run.console()).isTrue();
    assertThat(summary.at("/gatling/requests/chat/count").asInt()).isEqualTo(run.log().size());
    assertThat(run.console())
        .contains(
            "gatling-llm: SIG" + signal + ": no more requests start; open streams (",
            "THE RUN WAS INTERRUPTED (SIG" + signal + "): the process was sent SIG" + signal,
            "gatling-llm: exit status " + status + ": the run was interrupted")
        .doesNotContain("Exception");
  }

  /** Maven dies of Ctrl-C, and its terminal with it. */
  @Test
  void aTerminalThatIsGoneIsNoSecondSignal() throws IOException, InterruptedException {
    try (EmbeddedEndpoint server = paced();
        ChildRun run =
            ChildRun.start(LongSimulation.class, folder, Map.of(URL, server.baseUrl()))) {
      run.awaitLogged(SOME_BYTES);
      run.signal("INT");
      run.awaitConsole("SIGINT: no more requests start");
      run.signal("HUP");

      assertThat(run.exitStatus()).as(run.console()).isEqualTo(130);
      assertEndedInOrder(run, "INT", 130);
      assertThat(run.logged("ok")).isEqualTo(run.log().size());
    }
  }

  @Test
  void theSecondSignalEndsThemAtOnce() throws IOException, InterruptedException {
    try (ScriptedServer server = ScriptedServer.start();
        ChildRun run = ChildRun.start(StuckSimulation.class, folder, Map.of(URL, server.url()))) {
      run.awaitLogged(1);
      run.signal("INT");
      run.awaitConsole("SIGINT: no more requests start");
      run.signal("INT");

      assertThat(run.exitStatus()).as(run.console()).isEqualTo(130);
      assertEndedInOrder(run, "INT", 130);
      assertThat(run.console()).contains("gatling-llm: SIGINT again: open streams (");
      assertStuckWereAborted(run, server);
    }
  }

  private static void assertStuckWereAborted(ChildRun run, ScriptedServer server)
      throws IOException, InterruptedException {
    int requests = run.log().size();
    assertThat(run.logged("aborted")).isBetween(1L, (long) STREAMS);
    assertThat(run.logged("ok") + run.logged("aborted")).isEqualTo(requests);
    assertThat(server.awaitServed(requests)).hasSize(requests);
    assertThat(
            server.awaitServed(requests).stream()
                .filter(served -> served.fault() == Fault.ENDLESS_TOKENS))
        .hasSize((int) run.logged("aborted"))
        .allMatch(ScriptedServer.Served::clientLeft);
    assertThat(run.log().stream().mapToInt(line -> line.path("outputTokens").asInt()).sum())
        .isLessThanOrEqualTo(
            server.awaitServed(requests).stream().mapToInt(ScriptedServer.Served::tokens).sum());
    assertThat(run.log())
        .filteredOn(line -> line.path("streamed").asBoolean())
        .allSatisfy(line -> assertThat(line.path("outputTokens").asInt()).isPositive());
  }

  @Test
  void whatIsOpenAtTheDrainLimitIsAborted() throws IOException, InterruptedException {
    try (ScriptedServer server = ScriptedServer.start();
        ChildRun run =
            ChildRun.start(
                StuckSimulation.class,
                folder,
                Map.of(URL, server.url(), "test.drainMillis", "300"))) {
      run.awaitLogged(1);
      run.signal("TERM");

      assertThat(run.exitStatus()).as(run.console()).isEqualTo(143);
      assertEndedInOrder(run, "TERM", 143);
      assertThat(run.console()).contains("have 0.3 s to end. Send it again (kill -TERM ");
      assertStuckWereAborted(run, server);
    }
  }

  @Test
  void aRunWithoutALoadProfileEndsTheSameWay() throws IOException, InterruptedException {
    try (EmbeddedEndpoint server = paced();
        ChildRun run =
            ChildRun.start(UnshapedSimulation.class, folder, Map.of(URL, server.baseUrl()))) {
      run.awaitLogged(SOME_BYTES);
      run.signal("TERM");

      assertThat(run.exitStatus()).as(run.console()).isEqualTo(143);
      assertEndedInOrder(run, "TERM", 143);
      assertThat(run.logged("ok")).isEqualTo(server.counters().completed());
    }
  }

  /** Gatling cannot be asked to end before there are users. */
  @Test
  void aRunInWhichNobodyHasComeYetEndsAtOnce() throws IOException, InterruptedException {
    try (ChildRun run =
        ChildRun.start(IdleSimulation.class, folder, Map.of(URL, "http://127.0.0.1:1/v1"))) {
      run.awaitConsole("started...");
      run.signal("TERM");

      assertThat(run.exitStatus()).as(run.console()).isEqualTo(143);
      assertThat(run.summary().at("/run/ended").asText()).isEqualTo("interrupted");
      assertThat(run.summary().path("totalRequests").asInt()).isZero();
    }
  }
}
