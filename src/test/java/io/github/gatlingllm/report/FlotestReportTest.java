package io.github.gatlingllm.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A log that flotest 0.4.0 wrote, given to a report: flotest's own files, digit for digit. */
class FlotestReportTest {

  private static final String LOG =
      """
      {"requestId":"0b7e5c1e-6f0e-4f0e-9d6b-2a3d5c1f7a10","startTime":1523.4,"endTime":2723.4,"ttftMs":180,"e2eLatencyMs":1200,"interTokenLatencies":[20,22,21],"inputText":"Randomly stream lines ...","inputTokens":64,"outputTokens":48,"outputThroughputTps":40,"generatedText":"Thou art more lovely","phase":"ramp-up","cacheHit":false}
      {"requestId":"5d1d9a52-8e7e-4a3c-b9a5-0f4f6c3e2b11","startTime":2730.1,"endTime":3530.1,"ttftMs":90,"e2eLatencyMs":800,"interTokenLatencies":[19,18],"inputText":"Randomly stream lines ...","inputTokens":64,"outputTokens":40,"outputThroughputTps":50,"generatedText":"And summer's lease","phase":"steady","cacheHit":true}
      {"requestId":"9c2b7f3d-1a2b-4c3d-8e4f-7a6b5c4d3e12","startTime":2731,"endTime":2831,"ttftMs":0,"e2eLatencyMs":100,"interTokenLatencies":[],"inputText":"Randomly stream lines ...","inputTokens":70,"outputTokens":0,"outputThroughputTps":0,"generatedText":"","error":"HTTP 429: {\\"error\\":{\\"message\\":\\"rate limited\\"}}","errorCode":"429","phase":"steady","cacheHit":false}
      {"requestId":"e4f6a8b0-2c4d-4e6f-90a1-b2c3d4e5f613","startTime":3540,"endTime":4523.4,"ttftMs":-1,"e2eLatencyMs":983.4,"interTokenLatencies":[],"inputText":"Randomly stream lines ...","inputTokens":61,"outputTokens":0,"outputThroughputTps":0,"generatedText":"","phase":"steady","cacheHit":false}
      """;

  private static final String SUMMARY =
      """
      {
        "startTime": 1523.4,
        "endTime": 4523.4,
        "totalRequests": 4,
        "successfulRequests": 2,
        "failedRequests": 1,
        "emptyResponses": 1,
        "errorRate": 0.25,
        "rpm": 80,
        "overallTps": 29.33333333333334,
        "ttft": { "mean": 135, "min": 90, "max": 180, "stddev": 63.63961030678928, "p25": 112.5, "p50": 135, "p75": 157.5, "p90": 171, "p95": 175.5, "p99": 179.1 },
        "e2eLatency": { "mean": 1000, "min": 800, "max": 1200, "stddev": 282.842712474619, "p25": 900, "p50": 1000, "p75": 1100, "p90": 1160, "p95": 1180, "p99": 1196 },
        "outputThroughput": { "mean": 45, "min": 40, "max": 50, "stddev": 7.0710678118654755, "p25": 42.5, "p50": 45, "p75": 47.5, "p90": 49, "p95": 49.5, "p99": 49.9 },
        "interTokenLatency": { "mean": 20, "min": 18, "max": 22, "stddev": 1.5811388300841898, "p25": 19, "p50": 20, "p75": 21, "p90": 21.6, "p95": 21.8, "p99": 21.96 },
        "inputTokens": { "mean": 64, "min": 64, "max": 64, "stddev": 0, "p25": 64, "p50": 64, "p75": 64, "p90": 64, "p95": 64, "p99": 64 },
        "outputTokens": { "mean": 44, "min": 40, "max": 48, "stddev": 5.656854249492381, "p25": 42, "p50": 44, "p75": 46, "p90": 47.2, "p95": 47.6, "p99": 47.92 },
        "errorCodeFrequency": { "429": 1 },
        "cacheHitRate": 0.25,
        "phaseBreakdown": { "ramp-up": { "requests": 1, "errorRate": 0 }, "steady": { "requests": 3, "errorRate": 0.3333333333333333 } }
      }
      """;

  private static final String REQUESTS_HEADER =
      "requestId,startTime,endTime,ttftMs,e2eLatencyMs,inputTokens,outputTokens,"
          + "outputThroughputTps,phase,cacheHit,error,errorCode";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  @TempDir private Path folder;

  @BeforeEach
  void writeLog() throws IOException {
    Files.writeString(folder.resolve("run_log.jsonl"), LOG);
  }

  private RunReport.Written report() throws IOException {
    return RunReport.write(folder, false, RunReport.MoreFiles.NONE);
  }

  private JsonNode summary() throws IOException {
    report();
    return JSON.readTree(folder.resolve("summary.json").toFile());
  }

  private static List<String> keys(JsonNode node) {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  @Test
  void theSummaryHasFlotestsKeysInOrderAndEveryDigit() throws IOException {
    ObjectNode expected = (ObjectNode) JSON.readTree(SUMMARY);
    JsonNode actual = summary();

    assertThat(keys(actual).subList(0, expected.size())).isEqualTo(keys(expected));
    for (Map.Entry<String, JsonNode> key : expected.properties()) {
      assertThat(actual.get(key.getKey())).as(key.getKey()).hasToString(key.getValue().toString());
    }
    assertThat(actual.at("/run/simulation").asText()).isEqualTo("flotest");
    assertThat(actual.path("warnings").toString())
        .contains("its times count from the start of flotest's process");
  }

  @Test
  void theSummarysRowHasFlotestsColumnsAndEveryDigit() throws IOException {
    report();
    List<String> lines = Files.readAllLines(folder.resolve("summary.csv"));
    JsonNode expected = JSON.readTree(SUMMARY);
    List<String> columns =
        new ArrayList<>(
            List.of(
                "totalRequests",
                "successfulRequests",
                "failedRequests",
                "emptyResponses",
                "errorRate",
                "rpm",
                "overallTps",
                "cacheHitRate"));
    for (String metric :
        List.of(
            "ttft",
            "e2eLatency",
            "outputThroughput",
            "interTokenLatency",
            "inputTokens",
            "outputTokens")) {
      keys(expected.get(metric)).forEach(figure -> columns.add(metric + "_" + figure));
    }

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).split(",")).startsWith(columns.toArray(new String[0]));
    String[] values = lines.get(1).split(",", -1);
    for (int i = 0; i < columns.size(); i++) {
      assertThat(new BigDecimal(values[i]))
          .as(columns.get(i))
          .isEqualByComparingTo(expected.at("/" + columns.get(i).replace('_', '/')).decimalValue());
    }
  }

  @Test
  void eachRequestHasFlotestsRowAndThenOurs() throws IOException {
    report();
    List<String> lines = Files.readAllLines(folder.resolve("requests.csv"));

    assertThat(lines).hasSize(5);
    assertThat(lines.get(0)).startsWith(REQUESTS_HEADER + ",");
    assertThat(lines.get(2))
        .startsWith(
            "5d1d9a52-8e7e-4a3c-b9a5-0f4f6c3e2b11,2730.1,3530.1,90,800,64,40,50,steady,true,,");
    assertThat(lines.get(3))
        .contains(
            ",2731,2831,0,100,70,0,0,steady,false,"
                + "\"HTTP 429: {\"\"error\"\":{\"\"message\"\":\"\"rate limited\"\"}}\",429,");
    assertThat(lines.get(4)).contains(",3540,4523.4,-1,983.4,61,0,0,steady,false,,,");
  }

  /** Errors keep flotest's codes, so that its counts by code stay as they were. */
  @ParameterizedTest
  @CsvSource({
    "'\"errorCode\":\"503\"', 503, http_503",
    "'\"errorCode\":\"23\"', 23, 23",
    "'\"x\":1', unknown, unknown"
  })
  void errorsKeepTheirCodes(String code, String counted, String outcome) throws IOException {
    Files.writeString(folder.resolve("run_log.jsonl"), LOG.replace("\"errorCode\":\"429\"", code));

    JsonNode summary = summary();

    assertThat(summary.path("errorCodeFrequency").path(counted).asInt()).isEqualTo(1);
    assertThat(summary.path("failedRequests").asInt()).isEqualTo(1);
    assertThat(summary.path("errors").path(outcome).path("count").asInt()).isEqualTo(1);
  }

  /** flotest's TTFT of an answer in one piece is the end of the answer. */
  @Test
  void anAnswerInOnePieceHasNoTokenTiming() throws IOException {
    Files.writeString(
        folder.resolve("run_log.jsonl"),
        LOG.lines()
            .findFirst()
            .orElseThrow()
            .replace("\"ttftMs\":180", "\"ttftMs\":1200")
            .replace("[20,22,21]", "[]"));

    JsonNode summary = summary();

    assertThat(summary.at("/ttft/p50").asInt()).isEqualTo(1200);
    assertThat(summary.at("/phases/ramp-up/latency/e2e/count").asInt()).isEqualTo(1);
    assertThat(summary.at("/phases/ramp-up/latency/ttft").isMissingNode()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"startTime\":2731,|",
        "\"endTime\":2831,|\"endTime\":2730,",
        "\"phase\":\"steady\"|\"phase\":\"lunch\"",
        "\"ttftMs\":0,|\"ttftMs\":\"soon\","
      })
  void aLineThatIsNoRequestIsLeftOutAndSaid(String whole, String broken) throws IOException {
    List<String> lines = new ArrayList<>(LOG.lines().toList());
    lines.set(2, lines.get(2).replace(whole, broken == null ? "" : broken));
    Files.write(folder.resolve("run_log.jsonl"), lines);

    RunReport.Written written = report();

    assertThat(written.summary().flotest().totalRequests()).isEqualTo(3);
    assertThat(written.console()).contains("run_log.jsonl: 1 line is broken and left out: line 3");
  }
}
