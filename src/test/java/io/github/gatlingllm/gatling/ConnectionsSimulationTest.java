package io.github.gatlingllm.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.javaapi.LlmProtocolBuilder;
import io.github.gatlingllm.testkit.ConnectionHabits;
import io.github.gatlingllm.testkit.Fault;
import io.github.gatlingllm.testkit.ScriptedServer;
import io.github.gatlingllm.testkit.ScriptedServer.Served;
import java.io.IOException;
import java.nio.file.Path;
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
      FaultRun run = FaultMix.of(Fault.NONE).run(server, folder);

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

      assertThat(run.log()).hasSize(1_000);
      assertThat(run.outcomes()).isEqualTo(ALL_OK);
      // A request written to a connection that was closed meanwhile never reached the server.
      assertThat(server.awaitServed(1_000)).hasSize(1_000).allMatch(request -> request.place() < 7);
    }
  }

  @Test
  void aServerThatClosesIdleConnectionsCausesNoFailure() throws IOException, InterruptedException {
    try (ScriptedServer server = ScriptedServer.start(ConnectionHabits.closingWhenIdle(2))) {
      FaultRun run = FaultMix.of(Fault.NONE).run(server, folder);

      assertThat(run.outcomes()).isEqualTo(ALL_OK);
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
