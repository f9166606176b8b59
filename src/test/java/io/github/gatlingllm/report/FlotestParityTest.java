package io.github.gatlingllm.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The four requests of flotest's documentation, and the figures it gives of them. */
class FlotestParityTest {

  /**
   * flotest's own summary of the four requests, but for what differs on purpose:
   *
   * <ul>
   *   <li>startTime, endTime: milliseconds since the epoch, not since the process began (the test
   *       puts the epoch there);
   *   <li>cacheHitRate: no request is sent in order to hit a cache yet;
   *   <li>ttfnt: filled here, and never by flotest.
   * </ul>
   */
  private static final String EXPECTED =
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
        "ttfnt": { "mean": 135, "min": 90, "max": 180, "stddev": 63.63961030678928, "p25": 112.5, "p50": 135, "p75": 157.5, "p90": 171, "p95": 175.5, "p99": 179.1 },
        "e2eLatency": { "mean": 1000, "min": 800, "max": 1200, "stddev": 282.842712474619, "p25": 900, "p50": 1000, "p75": 1100, "p90": 1160, "p95": 1180, "p99": 1196 },
        "outputThroughput": { "mean": 45, "min": 40, "max": 50, "stddev": 7.0710678118654755, "p25": 42.5, "p50": 45, "p75": 47.5, "p90": 49, "p95": 49.5, "p99": 49.9 },
        "interTokenLatency": { "mean": 20, "min": 18, "max": 22, "stddev": 1.5811388300841898, "p25": 19, "p50": 20, "p75": 21, "p90": 21.6, "p95": 21.8, "p99": 21.96 },
        "inputTokens": { "mean": 64, "min": 64, "max": 64, "stddev": 0, "p25": 64, "p50": 64, "p75": 64, "p90": 64, "p95": 64, "p99": 64 },
        "outputTokens": { "mean": 44, "min": 40, "max": 48, "stddev": 5.656854249492381, "p25": 42, "p50": 44, "p75": 46, "p90": 47.2, "p95": 47.6, "p99": 47.92 },
        "errorCodeFrequency": { "429": 1 },
        "cacheHitRate": 0,
        "phaseBreakdown": { "ramp-up": { "requests": 1, "errorRate": 0 }, "steady": { "requests": 3, "errorRate": 0.3333333333333333 } }
      }
      """;

  private static final String CSV_HEADER =
      "totalRequests,successfulRequests,failedRequests,emptyResponses,errorRate,rpm,overallTps,"
          + "cacheHitRate,"
          + aggregateColumns("ttft")
          + aggregateColumns("e2eLatency")
          + aggregateColumns("outputThroughput")
          + aggregateColumns("interTokenLatency")
          + aggregateColumns("inputTokens")
          + aggregateColumns("outputTokens");

  private static String aggregateColumns(String name) {
    return "_mean,_min,_max,_stddev,_p25,_p50,_p75,_p90,_p95,_p99,".replace("_", name + "_");
  }

  private final RunSummary summary = Runs.exampleSummary(GatlingFigures.missing("none"));

  @Test
  void givesFlotestsKeysInOrderAndItsNumbers() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode expected = (ObjectNode) mapper.readTree(EXPECTED);
    JsonNode actual = mapper.readTree(new SummaryJson(summary).toString());

    List<String> keys = keys(actual);
    assertThat(keys.subList(0, expected.size())).isEqualTo(keys(expected));
    assertThat(keys.get(expected.size())).isEqualTo("schemaVersion");
    for (String key : keys(expected)) {
      assertSame(key, actual.get(key), expected.get(key));
    }
  }

  @Test
  void writesWholeNumbersWithoutFractionAndNeverWithAnExponent() {
    assertThat(new SummaryJson(summary).toString())
        .startsWith("{\n  \"startTime\": 1523.4,\n")
        .contains("\"rpm\": 80,\n", "\"mean\": 135,\n")
        .doesNotContainPattern("[0-9]E[-+0-9]");
  }

  @Test
  void givesFlotestsColumnsAndTheSameNumbers() throws Exception {
    String[] lines = new SummaryCsv(summary).toString().split("\n", -1);

    assertThat(lines).hasSize(3);
    assertThat(lines[2]).isEmpty();
    assertThat(lines[0]).startsWith(CSV_HEADER);
    String[] columns = lines[0].split(",", -1);
    String[] values = lines[1].split(",", -1);
    assertThat(values).hasSameSizeAs(columns);
    JsonNode expected = new ObjectMapper().readTree(EXPECTED);
    int flotest = CSV_HEADER.split(",").length;
    for (int i = 0; i < flotest; i++) {
      JsonNode number = expected.at("/" + columns[i].replace('_', '/'));
      assertThat(Double.parseDouble(values[i]))
          .as(columns[i])
          .isCloseTo(number.doubleValue(), within(1e-9));
    }
  }

  private static void assertSame(String path, JsonNode actual, JsonNode expected) {
    if (expected.isObject()) {
      assertThat(keys(actual)).as(path).isEqualTo(keys(expected));
      for (Map.Entry<String, JsonNode> field : expected.properties()) {
        assertSame(path + "." + field.getKey(), actual.get(field.getKey()), field.getValue());
      }
    } else {
      assertThat(actual.doubleValue()).as(path).isCloseTo(expected.doubleValue(), within(1e-9));
    }
  }

  private static List<String> keys(JsonNode node) {
    List<String> keys = new ArrayList<>();
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      keys.add(names.next());
    }
    return keys;
  }
}
