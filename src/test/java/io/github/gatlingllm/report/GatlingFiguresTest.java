package io.github.gatlingllm.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatlingllm.report.GatlingFigures.Counts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatlingFiguresTest {

  private static JsonNode gatling(GatlingFigures figures) throws Exception {
    String json = new SummaryJson(Runs.exampleSummary(figures)).toString();
    return new ObjectMapper().readTree(json).get("gatling");
  }

  @Test
  void countsAgreeOverAllGroups() throws Exception {
    GatlingFigures figures =
        GatlingFigures.of(
            List.of(
                Runs.row(List.of(), "chat", 1, 1),
                Runs.row(List.of("talk", "turn 1"), "chat", 1, 1),
                Runs.row(List.of(), "chat TTFT", 9, 0)),
            Map.of("chat", new Counts(2, 2)));
    JsonNode json = gatling(figures);

    assertThat(json.get("available").booleanValue()).isTrue();
    assertThat(json.get("countsAgree").booleanValue()).isTrue();
    JsonNode row = json.get("requests").get("talk / turn 1 / chat");
    assertThat(row.get("count").intValue()).isEqualTo(2);
    assertThat(row.get("meanMs").intValue()).isEqualTo(770);
    assertThat(row.at("/percentiles/p99").intValue()).isEqualTo(1196);
  }

  @Test
  void aDifferenceIsToldWithBothNumbersEverywhere() throws Exception {
    GatlingFigures figures =
        GatlingFigures.of(
            List.of(Runs.row(List.of(), "chat", 2, 1)), Map.of("chat", new Counts(2, 2)));
    RunSummary summary = Runs.exampleSummary(figures);

    assertThat(gatling(figures).get("countsAgree").booleanValue()).isFalse();
    assertThat(summary.warnings())
        .contains("counts of \"chat\" differ: Gatling 2 OK and 1 KO, recorded 2 OK and 2 KO");
    assertThat(new ConsoleSummary(summary).render()).contains("GATLING'S COUNTS DIFFER");
  }

  @Test
  void aRowThatGatlingLacksIsADifference() {
    GatlingFigures figures = GatlingFigures.of(List.of(), Map.of("chat", new Counts(1, 0)));

    assertThat(figures.countsAgree()).contains(false);
  }

  @Test
  void withoutStatisticsThereIsAReasonAndNothingToCompare() throws Exception {
    JsonNode json = gatling(GatlingFigures.missing("simulation.log is not there"));

    assertThat(json.get("available").booleanValue()).isFalse();
    assertThat(json.get("reason").asText()).isEqualTo("simulation.log is not there");
    assertThat(json.get("countsAgree").isNull()).isTrue();
    assertThat(json.get("requests")).isEmpty();
  }
}
