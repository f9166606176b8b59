package io.github.gatlingllm.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.record.PromptSent;
import io.github.gatlingllm.record.RequestRecord;
import io.github.gatlingllm.record.Requests;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Asked against delivered output tokens, in every file and as a warning. */
class OutputLengthTest {

  private static RequestRecord request(int asked, int delivered, int reasoning) {
    RequestRecord request =
        Runs.request(Phase.STEADY, Runs.OK, 0, 100, new Usage(5, delivered, reasoning, -1), 10, 20);
    return Requests.asking(request, new PromptSent("", 5, asked));
  }

  private static RunSummary summary(RequestRecord... requests) {
    return Runs.summary(
        Runs.statistics(List.of(requests)),
        Runs.facts(0, 100, Map.of(Phase.STEADY, Runs.window(0, 100))),
        GatlingFigures.missing("none"));
  }

  private static JsonNode json(RunSummary summary) throws Exception {
    return new ObjectMapper().readTree(new SummaryJson(summary).toString()).at("/steady");
  }

  @Test
  void eachReportTellsAskedAndDelivered() throws Exception {
    RunSummary summary =
        summary(request(100, 100, -1), request(100, 50, -1), request(200, 180, -1));
    JsonNode length = json(summary).path("outputLength");
    assertThat(length.path("requests").asLong()).isEqualTo(3);
    assertThat(length.path("askedTokens").asLong()).isEqualTo(400);
    assertThat(length.path("deliveredTokens").asLong()).isEqualTo(330);
    assertThat(length.path("deliveredPerAsked").asDouble()).isEqualTo(0.825);
    assertThat(length.path("reached").asLong()).isEqualTo(1);
    assertThat(length.path("longer").asLong()).isZero();
    assertThat(length.at("/perRequest/mean").asDouble()).isCloseTo(0.8, within(1e-9));
    assertThat(length.at("/perRequest/min").asDouble()).isEqualTo(0.5);
    assertThat(length.at("/perRequest/p50").asDouble()).isEqualTo(0.9);
    assertThat(new ConsoleSummary(summary).render())
        .contains(
            "Output tokens: 400 asked, 330 delivered (82.5 %); 33.3 % of answers reached their");
    assertThat(new SummaryCsv(summary).toString())
        .contains(
            ",steady_outputTokensAsked,steady_outputTokensDelivered,"
                + "steady_outputDeliveredPerAsked,steady_outputShareReached,")
        .contains(",400,330,0.825,0.333");
  }

  @Test
  void withoutAnAskedLengthNothingIsTold() throws Exception {
    RunSummary summary = summary(request(-1, 50, -1));
    assertThat(json(summary).has("outputLength")).isFalse();
    assertThat(new ConsoleSummary(summary).render()).doesNotContain("Output tokens:");
    assertThat(new SummaryCsv(summary).toString()).endsWith(",,,,\n");
  }

  @Test
  void aTenthOffIsNoWarningAndMoreIs() {
    assertThat(summary(request(100, 90, -1)).warnings()).noneMatch(w -> w.startsWith("answers"));
    assertThat(summary(request(100, 110, -1)).warnings()).noneMatch(w -> w.startsWith("answers"));
    assertThat(summary(request(100, 89, -1)).warnings()).anyMatch(w -> w.startsWith("answers"));
    assertThat(summary(request(100, 111, -1)).warnings()).anyMatch(w -> w.startsWith("answers"));
  }

  @Test
  void theWarningNamesTheCause() {
    assertThat(summary(request(100, 150, 40)).warnings())
        .contains(
            "answers were 50.0 % longer than asked (150 of 100 output tokens): 40 of these tokens"
                + " are reasoning, which the server may not count towards max_tokens");
    assertThat(summary(request(100, 150, 0)).warnings())
        .contains(
            "answers were 50.0 % longer than asked (150 of 100 output tokens): the server did not"
                + " keep to max_tokens in 1 of 1");
    assertThat(summary(cutOff(request(100, 20, 0))).warnings())
        .contains(
            "answers were 80.0 % shorter than asked (20 of 100 output tokens): 1 of 1 were cut off"
                + " before, and not by the model; see their finish reasons");
    assertThat(summary(request(100, 20, 0)).warnings())
        .contains(
            "answers were 80.0 % shorter than asked (20 of 100 output tokens): the model ended 1"
                + " of 1 by itself (stop); where the server takes ignore_eos and min_tokens, set"
                + " benchmark.outputControl to \"exact\", else give a task that makes longer"
                + " answers (generator.task)");
  }

  private static RequestRecord cutOff(RequestRecord request) {
    return new RequestRecord(
        request.requestId(),
        request.name(),
        request.phase(),
        request.level(),
        request.outcome(),
        request.metrics(),
        request.tokensByPhase(),
        request.prompt(),
        "length",
        request.answer(),
        request.answerTruncated(),
        request.sends(),
        request.checkError());
  }
}
