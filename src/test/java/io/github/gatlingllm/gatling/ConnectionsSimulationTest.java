package io.github.gatlingllm.gatling;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.javaapi.LlmProtocolBuilder;
import io.github.gatlingllm.testkit.ConnectionHabits;
import io.github.gatlingllm.testkit.Fault;
import io.github.gatlingllm.testkit.ScriptedServer;
import io.github.gatlingllm.testkit.ScriptedServer.Served;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that servers close when they like. */
class ConnectionsSimulationTest {

  private static final Map<String, Long> ALL_OK = Map.of("ok", 1_000L);

  @TempDir private Path folder;

  @Test
  void usersShareConnections() throws IOException, InterruptedException {
    try (ScriptedServer server = ScriptedServer.start()) {
      FaultRun run = FaultMix.of(Fault.NONE).runAsLoad(server, folder);

      run.assertBooksBalance(1_000);
      assertThat(run.outcomes()).isEqualTo(ALL_OK);
      assertThat(server.connections()).isLessThan(500);
    }
  }

  @Test
  void aConnectionForEachRequestIsAnOption() throws IOException, InterruptedException {
    try (ScriptedServer server = ScriptedServer.start()) {
      FaultRun run =
          FaultMix.of(Fault.NONE)
              .protocol(LlmProtocolBuilder::connectionPerRequest)
              .run(server, folder);

      run.assertBooksBalance(1_000);
      assertThat(run.outcomes()).isEqualTo(ALL_OK);
      assertThat(server.connections()).isEqualTo(1_000);
    }
  }

  @Test
  void aServerThatClosesAfterSomeRequestsCausesNoFailure()
      throws IOException, InterruptedException {
    try (ScriptedServer server = ScriptedServer.start(ConnectionHabits.closingAfterRequests(7))) {
      FaultRun run = FaultMix.of(Fault.NONE).run(server, folder);

      run.assertSummaryIsOfTheLog(1_000);
      assertThat(run.outcomes()).isEqualTo(ALL_OK);
      assertEachLostSendIsResentOnce(run);
      // Nothing of it is lost: it came over connections on which no answer follows any more.
      int unanswered = server.awaitUnanswered(run.sends());
      List<Served> served = server.awaitServed(1_000);
      assertThat(served).hasSize(1_000).allMatch(request -> request.place() < 7);
      assertThat(run.sends()).isEqualTo(served.size() + unanswered);
      assertThat(server.connections()).isGreaterThanOrEqualTo(1_000 / 7);
    }
  }

  /** A request is written twice at most, and the summary says how many were. */
  private static void assertEachLostSendIsResentOnce(FaultRun run) {
    assertThat(run.log()).allMatch(line -> line.path("sends").asInt(1) <= 2);
    assertThat(run.sends() - run.log().size())
        .isEqualTo((int) run.resent())
        .isEqualTo(run.summary().at("/steady/requests/resent").asInt());
  }

  @Test
  void aServerThatClosesIdleConnectionsCausesNoFailure() throws IOException, InterruptedException {
    try (ScriptedServer server = ScriptedServer.start(ConnectionHabits.closingWhenIdle(2))) {
      FaultRun run = FaultMix.of(Fault.NONE).pause(ofMillis(20)).run(server, folder);

      run.assertSummaryIsOfTheLog(1_000);
      assertThat(run.outcomes()).isEqualTo(ALL_OK);
      assertEachLostSendIsResentOnce(run);
      int unanswered = server.awaitUnanswered(run.sends());
      List<Served> served = server.awaitServed(1_000);
      assertThat(served).hasSize(1_000);
      assertThat(run.sends()).isEqualTo(served.size() + unanswered);
      assertThat(served.stream().map(Served::connection).distinct())
          .as("every connection that was opened has served")
          .hasSize(server.connections())
          .as("users found theirs closed and opened others")
          .hasSizeGreaterThan(100);
    }
  }

  @Test
  void aServerThatReadsNothingAfterItClosedCausesNoFailure()
      throws IOException, InterruptedException {
    ConnectionHabits habits = ConnectionHabits.closingWhenIdle(2).abruptly();
    try (ScriptedServer server = ScriptedServer.start(habits)) {
      FaultRun run = FaultMix.of(Fault.NONE).pause(ofMillis(20)).run(server, folder);

      run.assertSummaryIsOfTheLog(1_000);
      assertThat(run.outcomes()).isEqualTo(ALL_OK);
      assertEachLostSendIsResentOnce(run);
      assertThat(server.awaitServed(1_000)).hasSize(1_000);
    }
  }

  @Test
  void theOneResendOnADeadConnectionIsCountedAndShown() throws IOException, InterruptedException {
    try (ScriptedServer server = ScriptedServer.start()) {
      FaultRun run = FaultMix.of(Fault.HANG_UP_IF_REUSED).run(server, folder);

      run.assertBooksBalance(1_000);
      assertThat(run.outcomes()).isEqualTo(ALL_OK);
      long hungUp =
          run.served(Fault.HANG_UP_IF_REUSED).stream().filter(r -> r.tokens() == 0).count();
      assertThat(hungUp).isPositive();
      assertThat(run.sends()).isEqualTo(1_000 + (int) hungUp);
      assertThat(run.log()).allMatch(line -> line.path("sends").asInt(1) <= 2);
      assertThat(run.served(Fault.NONE)).extracting(Served::clientLeft).containsOnly(false);
    }
  }
}
