package io.github.gatlingllm.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.metrics.LimitedMetric;
import io.github.gatlingllm.metrics.RequestLimits;
import io.github.gatlingllm.objective.ObjectiveNames;
import io.github.gatlingllm.objective.ObjectiveResult;
import io.github.gatlingllm.objective.Objectives;
import io.github.gatlingllm.record.RequestRecord;
import io.github.gatlingllm.record.RunStatistics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a summary says of goodput and objectives. */
class ObjectivesSummaryTest {

  private static final RequestLimits LIMITS =
      RequestLimits.NONE
          .with(LimitedMetric.TTFT, Duration.ofMillis(89))
          .with(LimitedMetric.E2E, Duration.ofSeconds(1));
  private static final Objectives ASKED =
      new Objectives(
          LIMITS,
          List.of(
              ObjectiveNames.of("ttft.p95", 89),
              ObjectiveNames.of("e2e.mean", 800),
              ObjectiveNames.of("goodput", 0.5),
              ObjectiveNames.of("okPerSecond", 0.5)));

  private static RunSummary summary(Objectives asked, List<RequestRecord> requests) {
    return summary(asked, requests, Runs.exampleWindows());
  }

  private static RunSummary summary(
      Objectives asked, List<RequestRecord> requests, Map<Phase, LoadGate.Window> windows) {
    RunStatistics statistics = new RunStatistics(asked.limits());
    requests.forEach(statistics::add);
    return Runs.summary(
        statistics,
        Runs.asking(Runs.facts(1523.4, 4523.4, windows), asked),
        GatlingFigures.missing("none"));
  }

  private static JsonNode json(RunSummary summary) throws Exception {
    return new ObjectMapper().readTree(new SummaryJson(summary).toString());
  }

  /** Of the three requests of the steady phase one is ok, with a TTFT of 90 ms. */
  @Test
  void aPhaseHasItsGoodput() throws Exception {
    JsonNode json = json(summary(ASKED, Runs.flotestExample()));

    assertThat(json.path("goodputLimits")).hasToString("{\"ttft\":89,\"e2e\":1000}");
    assertThat(json.at("/steady/goodput"))
        .hasToString(
            "{\"good\":0,\"share\":0,\"perSecond\":0,\"notPassed\":2,"
                + "\"missed\":{\"ttft\":1,\"e2e\":0},"
                + "\"shareMeeting\":{\"ttft\":0,\"e2e\":0.3333333333333333}}");
    assertThat(json.at("/phases/ramp-up/goodput/missed")).hasToString("{\"ttft\":1,\"e2e\":1}");
  }

  @Test
  void eachObjectiveHasItsResult() throws Exception {
    RunSummary summary = summary(ASKED, Runs.flotestExample());
    JsonNode json = json(summary);

    assertThat(json.path("objectivesMet").asBoolean()).isFalse();
    assertThat(json.path("objectivesWindow").asText()).isEqualTo("steady");
    assertThat(json.path("objectives"))
        .hasToString(
            "[{\"name\":\"ttft.p95\",\"limit\":89,\"measured\":90,\"met\":false,"
                + "\"enoughSamples\":false},"
                + "{\"name\":\"e2e.mean\",\"limit\":800,\"measured\":800,\"met\":true,"
                + "\"enoughSamples\":false},"
                + "{\"name\":\"goodput\",\"limit\":0.5,\"measured\":0,\"met\":false,"
                + "\"enoughSamples\":false},"
                + "{\"name\":\"okPerSecond\",\"limit\":0.5,\"measured\":1,\"met\":true,"
                + "\"enoughSamples\":false}]");
    assertThat(summary.objectives().missed())
        .extracting(result -> result.objective().name())
        .containsExactly("ttft.p95", "goodput");
  }

  @Test
  void theConsoleNamesWhatWasMissed() {
    assertThat(new ConsoleSummary(summary(ASKED, Runs.flotestExample())).render())
        .contains(
            "\nGoodput: 0.0 % (0 of 3 requests, 0.00 req/s); above the limit of ttft 1, e2e 0; not"
                + " passed 2\n")
        .contains("\nOBJECTIVE MISSED: TTFT p95 90 ms, limit 89 ms (few samples)\n")
        .contains("\nObjective met: E2E mean 800 ms, limit 800 ms (few samples)\n")
        .contains("\nOBJECTIVE MISSED: goodput 0 %, limit 50 % (few samples)\n");
  }

  @Test
  void theCsvHasGoodputAndWhatWasMissed() {
    String[] lines =
        new SummaryCsv(summary(ASKED, Runs.flotestExample())).toString().split("\n", -1);

    assertThat(lines[0])
        .contains(",steady_goodput,steady_goodPerSecond,objectivesMet,objectivesMissed,ended,");
    assertThat(lines[1]).contains(",0,0,false,ttft.p95 goodput,completed,");
  }

  @Test
  void withoutASteadyPhaseAllPhasesAreJudged() throws Exception {
    RunSummary summary = summary(ASKED, Runs.flotestExample().subList(0, 1), Map.of());

    assertThat(json(summary).path("objectivesWindow").asText()).isEqualTo("run");
    assertThat(json(summary).at("/objectives/0/measured").asDouble()).isEqualTo(180);
    assertThat(json(summary).at("/objectives/3/measured").asDouble()).isEqualTo(1 / 1.2);
    assertThat(new ConsoleSummary(summary).render())
        .contains("OBJECTIVE MISSED: TTFT p95 180 ms, limit 89 ms (few samples) (of all phases)");
  }

  @Test
  void withoutRequestsNoObjectiveIsMet() throws Exception {
    RunSummary summary = summary(ASKED, List.of());

    assertThat(summary.objectives().results()).noneMatch(ObjectiveResult::met);
    assertThat(json(summary).at("/objectives/0").has("measured")).isFalse();
    assertThat(json(summary).path("objectivesMet").asBoolean()).isFalse();
  }

  @Test
  void whereNothingIsAskedNothingIsSaid() throws Exception {
    RunSummary summary = summary(Objectives.NONE, Runs.flotestExample());

    assertThat(new SummaryJson(summary).toString()).doesNotContain("goodput", "objectives");
    assertThat(new ConsoleSummary(summary).render()).doesNotContain("oodput", "bjective");
    assertThat(new SummaryCsv(summary).toString().split("\n", -1)[1]).contains(",,,,,completed,");
    assertThat(summary.objectives().areMet()).isFalse();
    assertThat(summary.objectives().missed()).isEmpty();
  }
}
