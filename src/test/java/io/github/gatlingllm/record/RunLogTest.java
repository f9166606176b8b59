package io.github.gatlingllm.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.metrics.RequestMetrics;
import io.github.gatlingllm.stream.StreamOutcome;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunLogTest {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  @TempDir Path temp;

  private List<String> lines(List<RequestRecord> requests) throws IOException {
    Path file = temp.resolve("run_log.jsonl");
    try (RunLog log = new RunLog(file, Requests.clock())) {
      for (RequestRecord request : requests) {
        log.write(request);
      }
    }
    String text = Files.readString(file);
    assertThat(text).endsWith("\n");
    return List.of(text.split("\n"));
  }

  private JsonNode logged(RequestRecord request) throws IOException {
    List<String> lines = lines(List.of(request));
    assertThat(lines).hasSize(1);
    return JSON.readTree(lines.get(0));
  }

  @Test
  void flotestsFieldsComeFirstAndInItsOrder() throws IOException {
    StreamOutcome failure = new StreamOutcome.HttpError(429, "7", "HTTP 429: slow down");
    assertThat(lines(List.of(Requests.of(failure, Usage.NONE))).get(0))
        .isEqualTo(
            "{\"requestId\":\"id\",\"startTime\":1000000,\"endTime\":1001000,\"ttftMs\":0,"
                + "\"e2eLatencyMs\":1000,\"interTokenLatencies\":[],\"inputText\":\"prompt\","
                + "\"inputTokens\":5,\"outputTokens\":0,\"outputThroughputTps\":0,"
                + "\"generatedText\":\"hello\",\"error\":\"HTTP 429: slow down\","
                + "\"errorCode\":\"429\",\"phase\":\"steady\",\"cacheHit\":false,"
                + "\"name\":\"chat\",\"outcome\":\"http_429\",\"retryAfter\":\"7\","
                + "\"finishReason\":\"stop\",\"streamed\":true,\"connectMs\":0.00001,"
                + "\"headersMs\":0.00002,\"tokenCountSource\":\"none\",\"outputEvents\":0,"
                + "\"promptTokenCount\":5,\"outputTokenTarget\":64,"
                + "\"tokensByPhase\":{\"steady\":0,\"drain\":0}}");
  }

  @Test
  void aStreamHasItsGapsAndAllOfItsTimes() throws IOException {
    JsonNode line =
        logged(
            Requests.of(
                Requests.OK, new Usage(7, 40, 2, 3), 100_000_000, 120_000_000, 120_000_001));
    assertThat(line.get("ttftMs").asText()).isEqualTo("100");
    assertThat(line.get("interTokenLatencies").toString()).isEqualTo("[20,0.000001]");
    assertThat(line.get("outputThroughputTps").asText()).isEqualTo("40");
    assertThat(line.get("inputTokens").intValue()).isEqualTo(7);
    assertThat(line.has("error")).isFalse();
    assertThat(line.get("tokensByEvent").toString()).isEqualTo("[13,13,14]");
  }

  @Test
  void everyKindOfOutcomeIsOneLine() throws IOException {
    List<String> lines =
        lines(Requests.OUTCOMES.stream().map(o -> Requests.of(o, Usage.NONE)).toList());
    assertThat(lines).hasSameSizeAs(Requests.OUTCOMES);
    for (int i = 0; i < lines.size(); i++) {
      StreamOutcome outcome = Requests.OUTCOMES.get(i);
      JsonNode line = JSON.readTree(lines.get(i));
      boolean error = outcome.isFailed() && !(outcome instanceof StreamOutcome.Empty);
      assertThat(line.get("outcome").asText()).isEqualTo(outcome.kind());
      assertThat(line.has("error")).isEqualTo(error);
      assertThat(line.has("errorCode")).isEqualTo(error);
      String message = line.path(error ? "error" : "outcomeMessage").asText();
      assertThat(message).isEqualTo(outcome.message());
      if (outcome instanceof StreamOutcome.Empty) {
        assertThat(line.get("ttftMs").asText()).isEqualTo("-1");
      } else if (error) {
        assertThat(line.get("ttftMs").asText()).isEqualTo("0");
      }
    }
  }

  @Test
  void theServersOwnErrorCodeIsKept() throws IOException {
    StreamOutcome error = new StreamOutcome.StreamError("overloaded", "gave up");
    assertThat(logged(Requests.of(error, Usage.NONE)).get("serverErrorCode").asText())
        .isEqualTo("overloaded");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "two\nlines\r\nthree",
        "\u0000\u0001\u001f\u007f\t\b\f",
        "\u2028\u2029\u0085",
        "quote \" backslash \\ slash /",
        "é 漢字 \uD83D\uDE00",
        "=1+1",
        ""
      })
  void anyTextSurvivesAsItIsInOneLine(String text) throws IOException {
    JsonNode line = logged(Requests.withTexts(Requests.of(Requests.OK, Usage.NONE, 1), text));
    for (String field : List.of("inputText", "generatedText", "name", "checkError")) {
      assertThat(line.get(field).asText()).as(field).isEqualTo(text);
    }
  }

  @Test
  void halfACharacterIsReplacedAndLosesNothingElse() throws IOException {
    List<String> texts = List.of("\uD83D", "a\uDE00b", "\uDE00\uD83D", "cut \uD83D\uDE00\uD83D");
    List<String> whole = List.of("\uFFFD", "a\uFFFDb", "\uFFFD\uFFFD", "cut \uD83D\uDE00\uFFFD");
    for (int i = 0; i < texts.size(); i++) {
      RequestRecord request = Requests.of(Requests.OK, Usage.NONE, 1);
      JsonNode line = logged(Requests.withTexts(request, texts.get(i)));
      assertThat(line.get("generatedText").asText()).isEqualTo(whole.get(i));
      assertThat(line.get("inputText").asText()).isEqualTo(whole.get(i));
    }
  }

  @ParameterizedTest
  @CsvSource({"40, 40", "1E10, 10000000000", "0.1, 0.1", "NaN, 0", "Infinity, 0"})
  void ratesArePlainAndFinite(double rate, String text) {
    assertThat(RequestJson.plain(rate).toPlainString()).isEqualTo(text);
  }

  @Test
  void noNumberHasAnExponent() throws IOException {
    List<RequestRecord> requests = new ArrayList<>(Requests.random(200, 5));
    requests.add(Requests.of(Requests.OK, new Usage(1, Integer.MAX_VALUE, -1, -1), 1, 2));
    for (String line : lines(requests)) {
      assertThat(line).doesNotContainPattern("[0-9][eE][-+]?[0-9]+[,}\\]]").doesNotContain("NaN");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void theMetricsCanBeRebuiltFromTheLine(long seed) throws IOException {
    List<RequestRecord> requests = Requests.random(300, seed);
    List<String> lines = lines(requests);
    assertThat(lines).hasSize(300);
    for (int i = 0; i < lines.size(); i++) {
      assertRebuilt(new LoggedRequest(JSON.readTree(lines.get(i))), requests.get(i));
    }
  }

  private static void assertRebuilt(LoggedRequest line, RequestRecord request) {
    RequestMetrics metrics = request.metrics();
    assertThat(line.ttft()).isEqualTo(metrics.ttftNanos());
    assertThat(line.nanos("ttfntMs")).isEqualTo(metrics.ttfntNanos());
    assertThat(line.nanos("ttstMs")).isEqualTo(metrics.ttstNanos());
    assertThat(line.nanos("lastTokenMs")).isEqualTo(metrics.lastTokenNanos());
    assertThat(line.nanos("connectMs")).isEqualTo(metrics.connectNanos());
    assertThat(line.nanos("headersMs")).isEqualTo(metrics.headersNanos());
    assertThat(line.e2e()).isEqualTo(metrics.e2eNanos());
    assertThat(line.nanos("e2eLatencyMs")).isEqualTo(metrics.e2eNanos());
    assertThat(line.e2eFromSchedule()).isEqualTo(metrics.e2eFromScheduleNanos());
    assertThat(line.icl()).isEqualTo(LoggedRequest.samples(metrics::forEachIcl));
    assertThat(line.itl()).isEqualTo(LoggedRequest.samples(metrics::forEachItl));
    assertThat(line.tpot()).isEqualTo(metrics.tpotNanos()).isEqualTo(line.nanos("tpotMs"));
    assertThat(line.throughput()).isEqualTo(metrics.outputTokensPerSecond());
    assertThat(line.line().get("outputThroughputTps").decimalValue())
        .isEqualByComparingTo(BigDecimal.valueOf(metrics.outputTokensPerSecond()));
    assertThat(line.outputTokens()).isEqualTo(metrics.outputTokens());
    assertThat(line.inputTokens()).isEqualTo(request.inputTokens());
    assertThat(line.count("outputEvents")).isEqualTo((int) metrics.events());
    assertThat(line.count("cachedTokens")).isEqualTo(metrics.usage().cachedTokens());
    assertThat(line.count("reasoningTokens")).isEqualTo(metrics.usage().reasoningTokens());
    assertThat(line.line().get("phase").asText()).isEqualTo(request.phase().key());
    assertThat(line.line().path("sends").asInt(1)).isEqualTo(request.sends());
    request
        .tokensByPhase()
        .forEach(
            (phase, tokens) ->
                assertThat(line.line().get("tokensByPhase").get(phase.key()).longValue())
                    .isEqualTo(tokens));
  }
}
