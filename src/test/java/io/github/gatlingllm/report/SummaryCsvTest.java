package io.github.gatlingllm.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.load.Phase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SummaryCsvTest {

  private static Map<String, String> row(RunSummary summary) {
    String[] lines = new SummaryCsv(summary).toString().split("\n");
    String[] columns = lines[0].split(",", -1);
    String[] values = lines[1].split(",", -1);
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < columns.length; i++) {
      row.put(columns[i], values[i]);
    }
    return row;
  }

  @Test
  void appendsTheSteadyFigures() {
    assertThat(row(Runs.exampleSummary(GatlingFigures.missing("none"))))
        .containsEntry("runId", "2026-01-01T00-00-00")
        .containsEntry("steady_ttft_p50", "90")
        .containsEntry("steady_e2e_p99", "800")
        .containsEntry("steady_okPerSecond", "1")
        .containsEntry("steady_outputTokensPerSecond", "40")
        .containsEntry("steady_failed", "2");
  }

  @Test
  void appendsTheVerdictAndLeavesEmptyWhatIsNotKnownOfTheClient() {
    assertThat(row(Runs.exampleSummary(GatlingFigures.missing("none"))))
        .containsEntry("verdict", "SUSPECT")
        .containsEntry("verdictReasons", "unobserved fewSamples")
        .containsEntry("health_loopLagMs_p99", "")
        .containsEntry("health_concurrencyAsked", "");
  }

  @Test
  void theColumnsAreThereWithoutASteadyPhase() {
    RunSummary summary =
        Runs.summary(
            Runs.statistics(
                List.of(
                    Runs.request(Phase.RAMP_UP, Runs.OK, 0, 100, new Usage(5, 2, -1, -1), 10, 20))),
            Runs.facts(0, 100, Map.of()),
            GatlingFigures.missing("none"));

    assertThat(row(summary)).containsEntry("steady_ttft_p50", "").containsEntry("steady_ok", "");
    assertThat(row(summary).keySet())
        .isEqualTo(row(Runs.exampleSummary(GatlingFigures.missing("none"))).keySet());
  }

  @Test
  void tellsHowTheRunEnded() {
    assertThat(row(Runs.exampleSummary(GatlingFigures.missing("none"))))
        .containsEntry("ended", "completed")
        .containsEntry("endRule", "")
        .containsEntry("cost", "");
  }

  @Test
  void whatNobodySawIsEmptyAndNotZero() {
    RunSummary summary =
        Runs.summary(
            Runs.statistics(
                Runs.flotestExample().stream()
                    .filter(request -> !request.succeeded() && request.phase() == Phase.STEADY)
                    .toList()),
            Runs.facts(0, 0, Map.of()),
            GatlingFigures.missing("none"));

    assertThat(row(summary))
        .containsEntry("steady_errorRate", "1")
        .containsEntry("steady_ttft_p50", "")
        .containsEntry("steady_tokensPerEvent", "")
        .containsEntry("health_gcMs_total", "")
        .containsEntry("health_gcMs_max", "")
        .containsEntry("health_maxHeapUsedBytes", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "-1+1", "+1", "@x"})
  void quotesWhatNeedsItAndDisarmsFormulas(String formula) {
    RunFacts facts = Runs.facts(0, 0, Map.of());
    RunFacts hostile =
        new RunFacts(
            formula,
            "a,\"b\"",
            facts.start(),
            facts.end(),
            0,
            0,
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            facts.load(),
            facts.levels(),
            facts.capacity(),
            facts.calibration(),
            facts.ended(),
            facts.prices(),
            facts.objectives(),
            0,
            0,
            List.of(),
            List.of(),
            facts.gatlingReport(),
            facts.weights());
    RunSummary summary =
        Runs.summary(Runs.statistics(List.of()), hostile, GatlingFigures.missing("none"));

    assertThat(new SummaryCsv(summary).toString()).contains(",'" + formula + ",\"a,\"\"b\"\"\",");
  }
}
