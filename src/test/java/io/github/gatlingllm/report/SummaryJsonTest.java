package io.github.gatlingllm.report;

import static io.github.gatlingllm.report.Runs.OK;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.record.RequestRecord;
import io.github.gatlingllm.record.RunStatistics;
import io.github.gatlingllm.stream.StreamOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryJsonTest {

  private static final GatlingFigures NO_GATLING = GatlingFigures.missing("no log");

  private static JsonNode json(RunSummary summary) throws Exception {
    return new ObjectMapper().readTree(new SummaryJson(summary).toString());
  }

  @Test
  void repeatsTheSteadyBlockAsHeadline() throws Exception {
    JsonNode json = json(Runs.exampleSummary(NO_GATLING));

    assertThat(json.get("steady")).isEqualTo(json.at("/phases/steady"));
    assertThat(json.get("phases").fieldNames())
        .toIterable()
        .containsExactly("ramp-up", "steady", "drain");
    assertThat(json.get("schemaVersion").intValue()).isEqualTo(1);
  }

  @Test
  void aPhaseCountsItsRequestsAndNamesItsRates() throws Exception {
    JsonNode steady = json(Runs.exampleSummary(NO_GATLING)).get("steady");

    assertThat(steady.at("/window/startTime").doubleValue()).isEqualTo(2723.4);
    assertThat(steady.at("/window/endTime").doubleValue()).isEqualTo(3723.4);
    assertThat(steady.at("/window/durationSeconds").doubleValue()).isEqualTo(1);
    assertThat(steady.at("/requests/started").intValue()).isEqualTo(3);
    assertThat(steady.at("/requests/ok").intValue()).isEqualTo(1);
    assertThat(steady.at("/requests/failed").intValue()).isEqualTo(2);
    assertThat(steady.at("/requests/errorRate").doubleValue()).isEqualTo(2 / 3.0);
    assertThat(steady.at("/rates/startedPerSecond").doubleValue()).isEqualTo(3);
    assertThat(steady.at("/rates/okPerSecond").doubleValue()).isEqualTo(1);
    assertThat(steady.at("/outcomes/http_429").intValue()).isEqualTo(1);
    assertThat(steady.at("/outcomes/empty").intValue()).isEqualTo(1);
    assertThat(steady.at("/finishReasons/stop").intValue()).isEqualTo(1);
    assertThat(steady.at("/throughput/tokensInWindow").intValue()).isEqualTo(40);
    assertThat(steady.at("/throughput/outputTokensPerSecond").doubleValue()).isEqualTo(40);
    assertThat(steady.at("/tokens/sources/usage").intValue()).isEqualTo(1);
  }

  @Test
  void latenciesAreThoseOfTheSuccessfulAlone() throws Exception {
    JsonNode steady = json(Runs.exampleSummary(NO_GATLING)).get("steady");

    assertThat(steady.at("/latency/e2e/count").intValue()).isEqualTo(1);
    assertThat(steady.at("/latency/e2e/p50").doubleValue()).isEqualTo(800);
    assertThat(steady.at("/latency/ttft/max").doubleValue()).isEqualTo(90);
    assertThat(steady.at("/latencyOfUnsuccessful/e2e/count").intValue()).isEqualTo(2);
    assertThat(steady.at("/latencyOfUnsuccessful/e2e/min").doubleValue()).isEqualTo(100);
    assertThat(steady.at("/latency/headers").isMissingNode()).isTrue();
    assertThat(steady.at("/latency/e2e/confidence95").isMissingNode()).isTrue();
    assertThat(steady.at("/latency/e2e/p99.99").isMissingNode()).isFalse();
  }

  @Test
  void saysHowSureAPercentileIs() throws Exception {
    List<RequestRecord> requests = new ArrayList<>();
    for (int i = 1; i <= 200; i++) {
      requests.add(Runs.request(Phase.STEADY, OK, 0, i, new Usage(1, 1, -1, -1), 0.5));
    }
    JsonNode e2e =
        json(Runs.summary(
                Runs.statistics(requests),
                Runs.facts(0, 200, Map.of(Phase.STEADY, Runs.window(0, 200))),
                NO_GATLING))
            .at("/steady/latency/e2e");

    // Ranks of the binomial: 86 and 115, 184 and 197; 200 samples are too few to bound p99.
    assertThat(e2e.at("/confidence95/p50/0").doubleValue()).isBetween(85.9, 86.1);
    assertThat(e2e.at("/confidence95/p50/1").doubleValue()).isBetween(114.9, 115.2);
    assertThat(e2e.at("/confidence95/p95/0").doubleValue()).isBetween(183.8, 184.2);
    assertThat(e2e.at("/confidence95/p95/1").doubleValue()).isBetween(196.8, 197.2);
    assertThat(e2e.at("/confidence95/p99").isMissingNode()).isTrue();
    // 100.5 ± 1.972 · 57.88 / √200.
    assertThat(e2e.at("/meanConfidence95/0").doubleValue()).isBetween(92.42, 92.44);
    assertThat(e2e.at("/meanConfidence95/1").doubleValue()).isBetween(108.56, 108.58);
    assertThat(e2e.get("lowSampleTail"))
        .extracting(JsonNode::asText)
        .containsExactly("p1", "p99", "p99.9", "p99.99");
  }

  @Test
  void aTailOfExactlyTenSamplesIsEnough() {
    assertThat(Spread.hasTail(99, 1000)).isTrue();
    assertThat(Spread.hasTail(99, 999)).isFalse();
    assertThat(Spread.hasTail(99.9, 10_000)).isTrue();
    assertThat(Spread.hasTail(99.99, 100_000)).isTrue();
  }

  @Test
  void writesTheFactsAsTheyAre() throws Exception {
    JsonNode json = json(Runs.exampleSummary(NO_GATLING));

    assertThat(json.at("/run/id").asText()).isEqualTo("2026-01-01T00-00-00");
    assertThat(json.at("/run/start").asText()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(json.at("/run/durationSeconds").doubleValue()).isEqualTo(4.523);
    assertThat(json.at("/run/host/cpus").isInt()).isTrue();
    assertThat(json.at("/run/host/maxHeapMiB").doubleValue()).isEqualTo(512.5);
    assertThat(json.at("/endpoint/streaming").isBoolean()).isTrue();
    assertThat(json.at("/load/concurrency").intValue()).isEqualTo(2);
    assertThat(json.at("/load/steadySeconds").doubleValue()).isEqualTo(1.5);
    assertThat(json.at("/load/durationSeconds").doubleValue()).isEqualTo(3);
    assertThat(json.at("/statistics/pooledExact").booleanValue()).isTrue();
    assertThat(json.at("/errors/http_429/count").intValue()).isEqualTo(1);
    assertThat(json.at("/errors/http_429/lastMessage").asText()).contains("rate limited");
  }

  @Test
  void aVerdictHasItsReasonsInParts() throws Exception {
    JsonNode json = json(Runs.exampleSummary(NO_GATLING));

    assertThat(json.at("/verdict/result").asText()).isEqualTo("SUSPECT");
    assertThat(json.at("/verdict/reasons/0/severity").asText()).isEqualTo("SUSPECT");
    assertThat(json.at("/verdict/reasons/0/rule").asText()).isEqualTo("unobserved");
    assertThat(json.at("/verdict/reasons/0/figure").asText()).isNotEmpty();
    assertThat(json.at("/verdict/reasons/0/effect").asText()).isNotEmpty();
    assertThat(json.at("/verdict/reasons/0/advice").asText()).isNotEmpty();
    assertThat(json.at("/verdict/reasons/0/threshold").isMissingNode()).isTrue();
    assertThat(json.at("/health/window").asText()).isEqualTo("run");
    assertThat(json.at("/health/loopLagMs").isMissingNode()).isTrue();
  }

  @Test
  void aRunWithoutRequestsIsAllZeros() throws Exception {
    JsonNode json = json(Runs.summary(new RunStatistics(), Runs.facts(0, 0, Map.of()), NO_GATLING));

    for (String key : List.of("rpm", "overallTps", "errorRate")) {
      assertThat(json.get(key).isNumber()).isTrue();
      assertThat(json.get(key).doubleValue()).isZero();
    }
    assertThat(json.at("/ttft/p99").intValue()).isZero();
    assertThat(json.has("ttfnt")).isFalse();
    assertThat(json.has("steady")).isFalse();
    assertThat(json.get("phases")).isEmpty();
    assertThat(json.at("/warnings/0").asText()).isEqualTo("no request was made");
  }

  @Test
  void percentilesComeFromHistogramsWhereNotAllSamplesWereKept() throws Exception {
    int requests = 200_001; // One more than are kept.
    RunStatistics statistics = new RunStatistics();
    RequestRecord fast = Runs.request(Phase.STEADY, OK, 0, 100, new Usage(7, 10, -1, -1), 20, 30);
    for (int i = 0; i < requests; i++) {
      statistics.add(fast);
    }
    JsonNode json =
        json(
            Runs.summary(
                statistics,
                Runs.facts(0, 100, Map.of(Phase.STEADY, Runs.window(0, 100))),
                NO_GATLING));

    assertThat(json.at("/statistics/pooledExact").booleanValue()).isFalse();
    assertThat(json.at("/ttft/p99").doubleValue()).isEqualTo(20);
    assertThat(json.at("/e2eLatency/p50").doubleValue()).isEqualTo(100);
    assertThat(json.at("/outputThroughput/p95").doubleValue()).isEqualTo(100);
    assertThat(json.at("/interTokenLatency/p25").doubleValue()).isEqualTo(10);
    assertThat(json.at("/inputTokens/p25").doubleValue()).isEqualTo(7);
  }

  @Test
  void writesTheFilesWithOneNewlineAtTheEnd(@TempDir Path folder) throws Exception {
    RunSummary summary = Runs.exampleSummary(NO_GATLING);
    new SummaryJson(summary).write(folder.resolve("summary.json"));
    new SummaryCsv(summary).write(folder.resolve("summary.csv"));

    assertThat(Files.readString(folder.resolve("summary.json"))).endsWith("}\n");
    assertThat(Files.readString(folder.resolve("summary.csv"))).doesNotEndWith("\n\n");
  }

  @Test
  void aMessageThatIsNoValidTextDoesNotCostTheFile(@TempDir Path folder) throws Exception {
    String half = "x".repeat(999) + "\ud83d\ude00";
    RunSummary summary =
        Runs.summary(
            Runs.statistics(
                List.of(
                    Runs.request(
                        Phase.STEADY,
                        new StreamOutcome.StreamError("", half),
                        0,
                        100,
                        Usage.NONE))),
            Runs.facts(0, 100, Map.of()),
            NO_GATLING);
    Path file = folder.resolve("summary.json");
    new SummaryJson(summary).write(file);

    assertThat(
            new ObjectMapper()
                .readTree(Files.readString(file))
                .at("/errors/stream_error/lastMessage")
                .asText())
        .hasSize(1000)
        .startsWith("xxx");
  }
}
