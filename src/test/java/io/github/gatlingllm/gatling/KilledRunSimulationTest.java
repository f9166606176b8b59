package io.github.gatlingllm.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatlingllm.report.RebuiltRun;
import io.github.gatlingllm.report.SummaryJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import simulations.BenchmarkSimulation;

/** A run in a JVM of its own that is killed in its middle. */
class KilledRunSimulationTest {

  private static final int MANY_BYTES = 20_000;

  @TempDir private Path folder;

  @Test
  void whatWasWrittenUntilThenMakesASummary() throws IOException, InterruptedException {
    Path run = folder.resolve("results").resolve("killed");
    Path log = run.resolve("run_log.jsonl");
    Process process = start();
    try {
      while (!Files.exists(log) || Files.size(log) < MANY_BYTES) {
        boolean ended = process.waitFor(50, TimeUnit.MILLISECONDS);
        assertThat(ended).as(Files.readString(folder.resolve("console.txt"))).isFalse();
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(run.resolve("summary.json")).doesNotExist();

    JsonNode summary =
        new ObjectMapper().readTree(new SummaryJson(RebuiltRun.summaryOf(run)).toString());

    assertThat(summary.path("totalRequests").asLong()).isPositive();
    assertThat(summary.at("/run/id").asText()).isEqualTo("killed");
    assertThat(summary.at("/run/simulation").asText()).endsWith("BenchmarkSimulation");
    assertThat(summary.at("/endpoint/api").asText()).isEqualTo("openai");
    assertThat(summary.at("/load/concurrency").asInt()).isPositive();
    assertThat(summary.at("/steady/window/durationSeconds").asDouble()).isPositive();
    assertThat(summary.path("warnings").toString()).contains("the run did not come to its end");
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-Dllm.outputDir=" + folder.resolve("results"),
            "-Dllm.runId=killed",
            "-Dllm.maxDuration=60",
            "-Dllm.rampUp=none",
            "-Dllm.rampDown=none",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "io.gatling.app.Gatling",
            "-s",
            BenchmarkSimulation.class.getName(),
            "-rf",
            folder.resolve("gatling").toString(),
            "-nr")
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("console.txt").toFile())
        .start();
  }
}
