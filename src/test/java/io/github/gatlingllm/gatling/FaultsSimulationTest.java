package io.github.gatlingllm.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatlingllm.javaapi.LlmProtocolBuilder;
import io.github.gatlingllm.testkit.Fault;
import io.github.gatlingllm.testkit.ScriptedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault in three of ten of 1,000 requests: every count is exact. */
class FaultsSimulationTest {

  private static final int REQUESTS = 1_000;
  private static final long FAULTY = 300;

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

  @ParameterizedTest
  @CsvSource({
    "STATUS_429, http_429, 429, 0",
    "STATUS_503, http_503, 503, 0",
    "STATUS_500, http_500, 500, 0",
    "HANG_UP, reset, reset, 0",
    "CUT_BEFORE_TOKENS, truncated, truncated, 0",
    "CUT_AFTER_TOKENS, truncated, truncated, 3",
    "ENDED_AFTER_TOKENS, truncated, truncated, 3",
    "RESET_BEFORE_ANSWER, reset, reset, 0",
    "RESET_AFTER_TOKENS, reset, reset, 3",
    "GZIP_GARBAGE, malformed, malformed, 3",
    "GZIP_CUT, truncated, truncated, 3",
    "GARBAGE_EVENT, malformed, malformed, 3",
    "HTML, malformed, malformed, 0",
    "NO_HTTP, malformed, malformed, 0",
    "ERROR_BEFORE_TOKENS, stream_error, stream_error, 0",
    "ERROR_AFTER_TOKENS, stream_error, stream_error, 3",
    "CONTENT_FILTER, content_filter, content_filter, 3",
  })
  void aFaultIsCountedUnderItsOutcome(Fault fault, String outcome, String code, int tokens)
      throws InterruptedException {
    FaultRun run = FaultMix.of(fault).run(server, folder);

    run.assertBooksBalance(REQUESTS);
    assertThat(run.outcomes()).isEqualTo(Map.of("ok", REQUESTS - FAULTY, outcome, FAULTY));
    assertThat(run.errorCodes()).isEqualTo(Map.of(code, FAULTY));
    run.assertShown(Map.of(outcome, FAULTY));
    assertThat(run.summary().path("failedRequests").asLong()).isEqualTo(FAULTY);
    assertThat(run.summary().at("/gatling/requests/chat/ko").asLong()).isEqualTo(FAULTY);
    assertKept(run.with(outcome), tokens);
  }

  private static void assertKept(List<JsonNode> failed, int tokens) {
    assertThat(failed)
        .allSatisfy(
            line -> {
              assertThat(line.path("error").asText()).isNotBlank();
              assertThat(line.path("outputTokens").asInt()).isEqualTo(tokens);
              assertThat(line.path("outputEvents").asInt()).isEqualTo(tokens);
              assertThat(line.path("interTokenLatencies")).hasSize(Math.max(0, tokens - 1));
              assertThat(line.path("ttftMs").asDouble() > 0).isEqualTo(tokens > 0);
            });
  }

  @ParameterizedTest
  @CsvSource({"STATUS_429, 7", "STATUS_503, 2"})
  void retryAfterIsRecordedAndNothingIsSentAgain(Fault fault, String seconds)
      throws InterruptedException {
    FaultRun run = FaultMix.of(fault).faultyOfTen(10).requests(100).run(server, folder);

    run.assertBooksBalance(100);
    assertThat(run.served()).hasSize(100);
    assertThat(run.log())
        .allSatisfy(line -> assertThat(line.path("retryAfter").asText()).isEqualTo(seconds));
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "EARLY_HINTS",
        "SLOW_HEADERS",
        "TRAILING_EVENTS",
        "TRAILING_BYTES",
        "NO_END_MARK",
        "CONNECTION_CLOSE",
        "HANG_UP_IF_REUSED",
        "RESET_AFTER_FINISH",
        "IN_PIECES",
        "GZIP",
        "DEFLATE",
        "RAW_DEFLATE",
        "GZIP_IN_PIECES",
        "DEFLATE_IN_PIECES"
      })
  void whatIsOddButCompleteIsNoFailure(Fault fault) throws InterruptedException {
    FaultRun run = FaultMix.of(fault).run(server, folder);

    assertAllComplete(run);
  }

  @Test
  void bytesThatBelongToNoAnswerHitNoLaterRequestOfTheirConnection() throws InterruptedException {
    FaultRun run =
        FaultMix.of(Fault.TRAILING_BYTES)
            .protocol(LlmProtocolBuilder::connectionPerUser)
            .run(server, folder);

    assertAllComplete(run);
  }

  private static void assertAllComplete(FaultRun run) throws InterruptedException {
    run.assertBooksBalance(REQUESTS);
    assertThat(run.outcomes()).isEqualTo(Map.of("ok", (long) REQUESTS));
    run.assertShown(Map.of());
    assertThat(run.tokens("ok")).isEqualTo(Map.of(5, (long) REQUESTS));
    assertThat(FaultRun.countBy(run.log(), line -> line.path("outputTokens").asInt()))
        .isEqualTo(Map.of(5, (long) REQUESTS));
    assertThat(FaultRun.countBy(run.log(), line -> line.path("generatedText").asText()))
        .isEqualTo(Map.of("w0 w1 w2 w3 w4 ", (long) REQUESTS));
  }
}
