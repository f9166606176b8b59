package io.github.gatlingllm.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatlingllm.health.HostName;
import io.github.gatlingllm.report.CalibrationFile;
import io.github.gatlingllm.report.Calibrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import simulations.BenchmarkSimulation;

/** A run of a host that has been calibrated. */
class CalibratedSimulationTest {

  @TempDir private Path folder;

  private JsonNode run() throws IOException {
    SimulationRun run =
        SimulationRun.of(
            BenchmarkSimulation.class,
            folder,
            Map.of(
                "llm.maxRequests", "4",
                "llm.maxDuration", "none",
                "llm.rampUp", "none",
                "llm.rampDown", "none",
                "llm.runId", "run",
                "llm.clientWarmUp", "0"));
    assertThat(run.exitCode()).as(run.console()).isZero();
    return new com.fasterxml.jackson.databind.ObjectMapper()
        .readTree(run.results().resolve("run").resolve("summary.json").toFile());
  }

  private CalibrationFile file() {
    return CalibrationFile.of(folder.resolve("results"), HostName.current());
  }

  private static List<String> warnings(JsonNode summary) {
    Stream<JsonNode> all = StreamSupport.stream(summary.path("warnings").spliterator(), false);
    return all.map(JsonNode::asText).filter(text -> text.contains("calibrat")).toList();
  }

  @Test
  void showsTheCalibrationOfThisHost() throws IOException {
    file().write(Calibrations.of(HostName.current(), Runtime.getRuntime().availableProcessors()));

    JsonNode summary = run();

    assertThat(summary.at("/calibration/errorsMs/ttft/p99").doubleValue()).isEqualTo(1.25);
    assertThat(summary.at("/calibration/tokensPerSecondShareOfCeiling").doubleValue()).isPositive();
    assertThat(warnings(summary)).isEmpty();
  }

  @Test
  void aBrokenFileIsOneWarning() throws IOException {
    Files.createDirectories(file().path().getParent());
    Files.writeString(file().path(), "{");

    JsonNode summary = run();

    assertThat(summary.has("calibration")).isFalse();
    assertThat(warnings(summary))
        .singleElement()
        .satisfies(warning -> assertThat(warning).contains("is not used, since it is not JSON"));
  }
}
