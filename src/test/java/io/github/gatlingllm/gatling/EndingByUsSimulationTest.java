package io.github.gatlingllm.gatling;

import static io.github.gatlingllm.javaapi.LlmDsl.after;
import static io.github.gatlingllm.javaapi.LlmDsl.afterTokens;
import static io.github.gatlingllm.javaapi.LlmDsl.withoutTokenFor;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.testkit.Fault;
import io.github.gatlingllm.testkit.ScriptedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that the client ends, by a limit of time or by a user who leaves. */
class EndingByUsSimulationTest {

  private static final Duration SHORT = ofMillis(500);

  /** For limits that must not be reached where answers do begin, on whatever machine. */
  private static final Duration LONG = ofSeconds(4);

  /** For limits that some tokens have to come before, on whatever machine. */
  private static final Duration VERY_LONG = ofSeconds(2);

  private static final Duration NEVER = ofSeconds(60);

  /** So many users that each of 300 faults finds one that waits for it. */
  private static final int ALL_AT_ONCE = 350;

  @TempDir private Path folder;
  private ScriptedServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = ScriptedServer.start();
  }

  @AfterEach
  void stopServer() throws IOException {
    server.close();
  }

  private void assertServerSawThemLeave(FaultRun run, Fault fault) throws InterruptedException {
    assertThat(run.served(fault)).hasSize(300).allMatch(ScriptedServer.Served::clientLeft);
    assertThat(run.served(Fault.NONE)).noneMatch(ScriptedServer.Served::clientLeft);
  }

  @ParameterizedTest
  @CsvSource({
    "STALL_AFTER_TOKENS, timeout_idle, 3",
    "ENDLESS_COMMENTS, timeout_idle, 3",
    "SILENT, timeout_first_token, 0",
    "SILENT_AFTER_HEADERS, timeout_first_token, 0",
  })
  void silenceEndsAtTheLimitOfTheRequest(Fault fault, String outcome, int tokens)
      throws InterruptedException {
    FaultRun run =
        FaultMix.of(fault)
            .concurrency(ALL_AT_ONCE)
            .protocol(endpoint -> endpoint.idleTimeout(NEVER).firstTokenTimeout(NEVER))
            .faulty(request -> request.idleTimeout(SHORT).firstTokenTimeout(LONG))
            .run(server, folder);

    assertTimedOut(run, fault, outcome, tokens);
  }

  @ParameterizedTest
  @CsvSource({"STALL_AFTER_TOKENS, timeout_idle, 3", "SILENT, timeout_first_token, 0"})
  void silenceEndsAtTheLimitOfTheProtocolWhereARequestHasNone(
      Fault fault, String outcome, int tokens) throws InterruptedException {
    FaultRun run =
        FaultMix.of(fault)
            .concurrency(ALL_AT_ONCE)
            .protocol(endpoint -> endpoint.idleTimeout(SHORT).firstTokenTimeout(LONG))
            .good(request -> request.idleTimeout(NEVER).firstTokenTimeout(NEVER))
            .run(server, folder);

    assertTimedOut(run, fault, outcome, tokens);
  }

  /** The client would take the close for a connection that had been dead, and send again. */
  @Test
  void aRequestGivenUpOnAConnectionThatHasServedOpensNoOther() throws InterruptedException {
    FaultRun run =
        FaultMix.of(Fault.SILENT)
            .concurrency(8)
            .requests(100)
            .faulty(request -> request.firstTokenTimeout(SHORT))
            .run(server, folder);

    assertThat(run.outcomes()).isEqualTo(Map.of("ok", 70L, "timeout_first_token", 30L));
    assertThat(run.served().stream().map(ScriptedServer.Served::connection).distinct())
        .hasSize(server.connections());
  }

  private void assertTimedOut(FaultRun run, Fault fault, String outcome, int tokens)
      throws InterruptedException {
    run.assertBooksBalance(1_000);
    assertThat(run.outcomes()).isEqualTo(Map.of("ok", 700L, outcome, 300L));
    assertThat(run.errorCodes()).isEqualTo(Map.of(outcome, 300L));
    run.assertShown(Map.of(outcome, 300L));
    assertThat(run.tokens(outcome)).isEqualTo(Map.of(tokens, 300L));
    assertThat(run.withTtft(outcome)).isEqualTo(tokens > 0 ? 300 : 0);
    assertServerSawThemLeave(run, fault);
  }

  @Test
  void aStreamThatNeverEndsEndsAtTheLimitOfTheRequest() throws InterruptedException {
    FaultRun run =
        FaultMix.of(Fault.ENDLESS_TOKENS)
            .concurrency(ALL_AT_ONCE)
            .protocol(endpoint -> endpoint.timeout(NEVER))
            .faulty(request -> request.timeout(VERY_LONG))
            .run(server, folder);

    run.assertBooksBalance(1_000);
    assertThat(run.outcomes()).isEqualTo(Map.of("ok", 700L, "timeout_total", 300L));
    run.assertShown(Map.of("timeout_total", 300L));
    assertThat(run.withTtft("timeout_total")).isEqualTo(300);
    assertServerSawThemLeave(run, Fault.ENDLESS_TOKENS);
  }

  @Test
  void commentsKeepAnAnswerAliveIfTheUserSaysSo() throws InterruptedException {
    FaultRun run =
        FaultMix.of(Fault.COMMENTS_THEN_TOKENS)
            .concurrency(150)
            .protocol(endpoint -> endpoint.idleTimeout(LONG).commentsKeepAlive())
            .run(server, folder);

    run.assertBooksBalance(1_000);
    assertThat(run.outcomes()).isEqualTo(Map.of("ok", 1_000L));
  }

  @Test
  void aCompleteAnswerWhoseBodyNeverEndsIsOkAndItsConnectionIsClosed() throws InterruptedException {
    FaultRun run =
        FaultMix.of(Fault.NO_BODY_END)
            .concurrency(ALL_AT_ONCE)
            .protocol(endpoint -> endpoint.idleTimeout(SHORT))
            .run(server, folder);

    run.assertBooksBalance(1_000);
    assertThat(run.outcomes()).isEqualTo(Map.of("ok", 1_000L));
    assertServerSawThemLeave(run, Fault.NO_BODY_END);
  }

  @Test
  void anAnswerWithoutOutputIsAKindOfItsOwn() throws InterruptedException {
    FaultRun run = FaultMix.of(Fault.EMPTY).runAsLoad(server, folder);

    run.assertBooksBalance(1_000);
    assertThat(run.outcomes()).isEqualTo(Map.of("ok", 700L, "empty", 300L));
    run.assertShown(Map.of("empty", 300L));
    assertThat(run.summary().path("emptyResponses").asInt()).isEqualTo(300);
  }

  private void assertCancelled(FaultRun run, Fault fault) throws InterruptedException {
    run.assertBooksBalance(1_000);
    assertThat(run.outcomes()).isEqualTo(Map.of("ok", 700L, "cancelled", 300L));
    assertThat(run.errorCodes()).isEmpty();
    run.assertShown(Map.of());
    assertThat(run.summary().path("failedRequests").asInt()).isZero();
    assertThat(run.summary().at("/steady/requests/cancelled").asInt()).isEqualTo(300);
    assertThat(run.summary().at("/gatling/requests/chat/ko").asInt()).isZero();
    assertServerSawThemLeave(run, fault);
  }

  @Test
  void aUserLeavesAfterSomeTokens() throws InterruptedException {
    FaultRun run =
        FaultMix.of(Fault.ENDLESS_TOKENS)
            .concurrency(ALL_AT_ONCE)
            .faulty(request -> request.leave(afterTokens(8)))
            .run(server, folder);

    assertCancelled(run, Fault.ENDLESS_TOKENS);
    assertThat(run.tokens("cancelled")).isEqualTo(Map.of(8, 300L));
    assertThat(run.withTtft("cancelled")).isEqualTo(300);
  }

  @Test
  void aUserLeavesAfterATime() throws InterruptedException {
    FaultRun run =
        FaultMix.of(Fault.ENDLESS_TOKENS)
            .concurrency(ALL_AT_ONCE)
            .faulty(request -> request.leave(after(SHORT)))
            .run(server, folder);

    assertCancelled(run, Fault.ENDLESS_TOKENS);
  }

  @Test
  void aUserLeavesWhenNoTokenComes() throws InterruptedException {
    FaultRun run =
        FaultMix.of(Fault.STALL_AFTER_TOKENS)
            .concurrency(ALL_AT_ONCE)
            .faulty(request -> request.leave(withoutTokenFor(VERY_LONG)))
            .run(server, folder);

    assertCancelled(run, Fault.STALL_AFTER_TOKENS);
    assertThat(run.tokens("cancelled")).isEqualTo(Map.of(3, 300L));
  }

  @Test
  void onlySomeUsersLeave() throws InterruptedException {
    int requests = 400;
    FaultRun run =
        FaultMix.of(Fault.FIVE_TOKENS_SLOWLY)
            .requests(requests)
            .faultyOfTen(10)
            .faulty(request -> request.leave(afterTokens(1).withProbability(0.5)))
            .run(server, folder);

    run.assertBooksBalance(requests);
    int left = run.with("cancelled").size();
    assertThat(left).as("eight standard deviations around the half").isBetween(120, 280);
    assertThat(run.with("ok")).hasSize(requests - left);
    assertThat(run.tokens("cancelled")).isEqualTo(Map.of(1, (long) left));
    assertThat(run.tokens("ok")).isEqualTo(Map.of(5, (long) requests - left));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1})
  void nobodyLeavesOrAllDo(double probability) throws InterruptedException {
    FaultRun run =
        FaultMix.of(Fault.FIVE_TOKENS_SLOWLY)
            .requests(100)
            .faultyOfTen(10)
            .faulty(request -> request.leave(afterTokens(1).withProbability(probability)))
            .run(server, folder);

    run.assertBooksBalance(100);
    assertThat(run.outcomes()).isEqualTo(Map.of(probability == 1 ? "cancelled" : "ok", 100L));
  }
}
