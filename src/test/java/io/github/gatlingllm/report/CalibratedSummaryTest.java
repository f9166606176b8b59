package io.github.gatlingllm.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.load.RunEnd;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the report of a run shows of an earlier calibration; the example has 40 tokens/s. */
class CalibratedSummaryTest {

  private static RunSummary summary(
      Optional<CalibrationResult> calibration, Map<Phase, LoadGate.Window> windows) {
    return Runs.exampleSummary(windows, calibration, RunEnd.COMPLETED, Optional.empty());
  }

  private static RunSummary calibrated() {
    return summary(Optional.of(Calibrations.of("box", 4)), Runs.exampleWindows());
  }

  private static JsonNode json(RunSummary summary) throws Exception {
    return new ObjectMapper().readTree(new SummaryJson(summary).toString());
  }

  @Test
  void theBlockHasTheErrorsTheCeilingsAndTheShareOfThem() throws Exception {
    JsonNode block = json(calibrated()).path("calibration");

    assertThat(block.fieldNames())
        .toIterable()
        .containsExactly("date", "load", "errorsMs", "ceilings", "tokensPerSecondShareOfCeiling");
    assertThat(block.path("date").asText()).isEqualTo("2026-01-01T10:00:00Z");
    assertThat(block.at("/load/streams").intValue()).isEqualTo(8);
    assertThat(block.at("/errorsMs/ttft/p99").doubleValue()).isEqualTo(1.25);
    assertThat(block.at("/errorsMs/itl/max").doubleValue()).isEqualTo(3);
    assertThat(block.at("/ceilings/tokensPerSecond/perSecond").doubleValue()).isEqualTo(400);
    assertThat(block.at("/ceilings/streams/kept/streams").intValue()).isEqualTo(512);
    assertThat(block.path("tokensPerSecondShareOfCeiling").doubleValue()).isEqualTo(0.1);
  }

  @Test
  void withoutASteadyWindowThereIsNoShare() throws Exception {
    JsonNode block =
        json(summary(Optional.of(Calibrations.of("box", 4)), Map.of())).path("calibration");

    assertThat(block.has("errorsMs")).isTrue();
    assertThat(block.has("tokensPerSecondShareOfCeiling")).isFalse();
  }

  @Test
  void withoutACalibrationNothingIsSaidOfIt() throws Exception {
    RunSummary summary = summary(Optional.empty(), Runs.exampleWindows());

    assertThat(json(summary).has("calibration")).isFalse();
    assertThat(new ConsoleSummary(summary).render()).doesNotContain("Calibration");
    assertThat(new SummaryCsv(summary).toString().lines().findFirst().orElse(""))
        .isEqualTo(new SummaryCsv(calibrated()).toString().lines().findFirst().orElse(""))
        .contains(",calibration_streams,calibration_tokensPerSecondShareOfCeiling,");
    assertThat(new SummaryCsv(summary).toString()).contains(",,,,,,,,,completed,,,,");
  }

  @Test
  void theConsoleHasASentenceAndTheTableItsColumns() {
    assertThat(new ConsoleSummary(calibrated()).render())
        .contains("\nCalibration (2026-01-01, 8 streams at 50 tokens/s): error p99 TTFT 1.25,")
        .contains("400 tokens/s (10.0 % used)");
    assertThat(new SummaryCsv(calibrated()).toString())
        .contains(",2026-01-01T10:00:00Z,1.25,0.4,1.5,400,2000,512,0.1,");
  }
}
