package io.github.gatlingllm.gatling;

import static io.github.gatlingllm.javaapi.LlmDsl.after;
import static io.github.gatlingllm.javaapi.LlmDsl.afterTokens;
import static io.github.gatlingllm.javaapi.LlmDsl.withoutTokenFor;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

/** Requests that the client ends, by a limit of time or by a user who leaves. */
class EndingByUsSimulationTest {

  private static final Duration SHORT = ofMillis(300);
  private static final Duration LONG = ofSeconds(1);
  private static final int CONCURRENCY = 100;

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

  private static int tokens(JsonNode line) {
    return line.path("outputEvents").asInt();
  }

  @ParameterizedTest
  @CsvSource({
    "STALL_AFTER_TOKENS, timeout_idle, 3",
    "ENDLESS_COMMENTS, timeout_idle, 3",
    "SILENT, timeout_first_token, 0",
    "SILENT_AFTER_HEADERS, timeout_first_token, 0",
  })
  void silenceEndsAtItsLimit(Fault fault, String outcome, int tokens) throws InterruptedException {
    FaultRun run =
        FaultMix.of(fault)
            .concurrency(CONCURRENCY)
            .protocol(endpoint -> endpoint.idleTimeout(SHORT).firstTokenTimeout(LONG))
            .run(server, folder);

    run.assertBooksBalance(1_000);
    assertThat(run.outcomes()).isEqualTo(Map.of("ok", 700L, outcome, 300L));
    assertThat(run.errorCodes()).isEqualTo(Map.of(outcome, 300L));
    assertThat(run.errorTable()).isEqualTo(Map.of(outcome, 300L));
    assertThat(run.with(outcome)).allMatch(line -> tokens(line) == tokens);
    assertThat(run.with(outcome))
        .allMatch(line -> line.path("ttftMs").asDouble() > 0 == tokens > 0);
    assertServerSawThemLeave(run, fault);
  }

  @Test
  void aStreamThatNeverEndsEndsAtTheLimitOfTheRequest() throws InterruptedException {
    FaultRun run =
        FaultMix.of(Fault.ENDLESS_TOKENS)
            .concurrency(CONCURRENCY)
            .protocol(endpoint -> endpoint.timeout(ofSeconds(60)))
            .request(request -> request.timeout(LONG))
            .run(server, folder);

    run.assertBooksBalance(1_000);
    assertThat(run.outcomes()).isEqualTo(Map.of("ok", 700L, "timeout_total", 300L));
    assertThat(run.with("timeout_total")).allMatch(line -> tokens(line) > 0);
    assertServerSawThemLeave(run, Fault.ENDLESS_TOKENS);
  }

  @Test
  void commentsKeepAnAnswerAliveIfTheUserSaysSo() throws InterruptedException {
    FaultRun run =
        FaultMix.of(Fault.COMMENTS_THEN_TOKENS)
            .concurrency(CONCURRENCY)
            .protocol(endpoint -> endpoint.idleTimeout(SHORT).commentsKeepAlive())
            .run(server, folder);

    run.assertBooksBalance(1_000);
    assertThat(run.outcomes()).isEqualTo(Map.of("ok", 1_000L));
  }

  @Test
  void aCompleteAnswerWhoseBodyNeverEndsIsOkAndItsConnectionIsClosed() throws InterruptedException {
    FaultRun run =
        FaultMix.of(Fault.NO_BODY_END)
            .concurrency(CONCURRENCY)
            .protocol(endpoint -> endpoint.idleTimeout(SHORT))
            .run(server, folder);

    run.assertBooksBalance(1_000);
    assertThat(run.outcomes()).isEqualTo(Map.of("ok", 1_000L));
    assertServerSawThemLeave(run, Fault.NO_BODY_END);
  }

  @Test
  void anAnswerWithoutOutputIsAKindOfItsOwn() throws InterruptedException {
    FaultRun run = FaultMix.of(Fault.EMPTY).run(server, folder);

    run.assertBooksBalance(1_000);
    assertThat(run.outcomes()).isEqualTo(Map.of("ok", 700L, "empty", 300L));
    assertThat(run.errorTable()).isEqualTo(Map.of("empty", 300L));
    assertThat(run.summary().path("emptyResponses").asInt()).isEqualTo(300);
  }

  private void assertCancelled(FaultRun run, Fault fault) throws InterruptedException {
    run.assertBooksBalance(1_000);
    assertThat(run.outcomes()).isEqualTo(Map.of("ok", 700L, "cancelled", 300L));
    assertThat(run.errorCodes()).isEmpty();
    assertThat(run.errorTable()).isEmpty();
    assertThat(run.summary().path("failedRequests").asInt()).isZero();
    assertThat(run.summary().at("/steady/requests/cancelled").asInt()).isEqualTo(300);
    assertThat(run.summary().at("/gatling/requests/chat/ko").asInt()).isZero();
    assertServerSawThemLeave(run, fault);
  }

  @Test
  void aUserLeavesAfterSomeTokens() throws InterruptedException {
    FaultRun run =
        FaultMix.of(Fault.ENDLESS_TOKENS)
            .request(request -> request.leave(afterTokens(8)))
            .run(server, folder);

    assertCancelled(run, Fault.ENDLESS_TOKENS);
    assertThat(run.with("cancelled")).allMatch(line -> tokens(line) >= 8);
    assertThat(run.with("cancelled")).allMatch(line -> line.path("ttftMs").asDouble() > 0);
  }

  @Test
  void aUserLeavesAfterATime() throws InterruptedException {
    FaultRun run =
        FaultMix.of(Fault.ENDLESS_TOKENS)
            .concurrency(CONCURRENCY)
            .request(request -> request.leave(after(LONG)))
            .run(server, folder);

    assertCancelled(run, Fault.ENDLESS_TOKENS);
  }

  @Test
  void aUserLeavesWhenNoTokenComes() throws InterruptedException {
    FaultRun run =
        FaultMix.of(Fault.STALL_AFTER_TOKENS)
            .concurrency(CONCURRENCY)
            .request(request -> request.leave(withoutTokenFor(LONG)))
            .run(server, folder);

    assertCancelled(run, Fault.STALL_AFTER_TOKENS);
    assertThat(run.with("cancelled")).allMatch(line -> tokens(line) == 3);
  }

  @Test
  void onlySomeUsersLeave() throws InterruptedException {
    FaultRun run =
        FaultMix.of(Fault.NONE)
            .request(request -> request.leave(afterTokens(1).withProbability(0)))
            .run(server, folder);

    run.assertBooksBalance(1_000);
    assertThat(run.outcomes()).isEqualTo(Map.of("ok", 1_000L));
  }
}
