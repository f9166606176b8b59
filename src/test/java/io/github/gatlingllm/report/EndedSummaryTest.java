package io.github.gatlingllm.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatlingllm.load.Prices;
import io.github.gatlingllm.load.RunEnd;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a summary says of how the run ended and what it cost. */
class EndedSummaryTest {

  private static final RunEnd ABORTED =
      RunEnd.aborted("errorRate", "12 of the last 100 requests failed");

  private static RunSummary summary(RunEnd end, Optional<Prices> prices) {
    return Runs.exampleSummary(Runs.exampleWindows(), Optional.empty(), end, prices);
  }

  private static JsonNode json(RunSummary summary) throws Exception {
    return new ObjectMapper().readTree(new SummaryJson(summary).toString());
  }

  @Test
  void aCompletedRunSaysNoMoreThanThat() throws Exception {
    RunSummary summary = summary(RunEnd.COMPLETED, Optional.empty());

    assertThat(json(summary).at("/run/ended").asText()).isEqualTo("completed");
    assertThat(json(summary).path("run").has("endRule")).isFalse();
    assertThat(json(summary).has("cost")).isFalse();
    assertThat(new ConsoleSummary(summary).render()).doesNotContain("THE RUN WAS", "Cost:");
  }

  @Test
  void anAbortedRunHasItsRuleAndReason() throws Exception {
    RunSummary summary = summary(ABORTED, Optional.empty());

    assertThat(json(summary).at("/run/ended").asText()).isEqualTo("aborted");
    assertThat(json(summary).at("/run/endRule").asText()).isEqualTo("errorRate");
    assertThat(json(summary).at("/run/endReason").asText())
        .isEqualTo("12 of the last 100 requests failed");
    assertThat(new ConsoleSummary(summary).render())
        .contains("\nTHE RUN WAS ABORTED (errorRate): 12 of the last 100 requests failed\n");
    assertThat(new SummaryCsv(summary).toString())
        .contains(",aborted,errorRate,12 of the last 100 requests failed,,");
  }

  @Test
  void anInterruptedRunNamesTheSignal() {
    assertThat(new ConsoleSummary(summary(RunEnd.interrupted("TERM"), Optional.empty())).render())
        .contains("\nTHE RUN WAS INTERRUPTED (SIGTERM): the process was sent SIGTERM\n");
  }

  @Test
  void aRunWithoutAnEndIsNotFinished() {
    assertThat(new ConsoleSummary(summary(RunEnd.UNFINISHED, Optional.empty())).render())
        .contains("\nTHE RUN WAS NOT FINISHED\n");
  }

  /** 64 + 64 + 70 + 61 tokens in, 48 + 40 + 0 + 0 out: of the failed too. */
  @Test
  void theCostIsOfTheTokensOfAllRequests() throws Exception {
    RunSummary summary = summary(RunEnd.COMPLETED, Optional.of(new Prices(0.5, 2)));

    JsonNode cost = json(summary).path("cost");
    assertThat(cost.path("inputTokens").asLong()).isEqualTo(259);
    assertThat(cost.path("outputTokens").asLong()).isEqualTo(88);
    assertThat(cost.path("total").asDouble()).isEqualTo(0.0003055);
    assertThat(cost.path("pricePerMillionInputTokens").asDouble()).isEqualTo(0.5);
    assertThat(cost.path("pricePerMillionOutputTokens").asDouble()).isEqualTo(2);
    assertThat(new ConsoleSummary(summary).render())
        .contains("Cost: 0.000306 (259 input tokens at 0.5, 88 output tokens at 2 a million)");
    assertThat(new SummaryCsv(summary).toString()).contains(",completed,,,0.0003055,");
  }
}
