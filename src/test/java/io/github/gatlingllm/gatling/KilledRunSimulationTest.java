package io.github.gatlingllm.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatlingllm.report.RebuiltRun;
import io.github.gatlingllm.report.SummaryJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import simulations.BenchmarkSimulation;

/** A run in a JVM of its own that is killed in its middle. */
class KilledRunSimulationTest {

  private static final int MANY_BYTES = 20_000;

  @TempDir private Path folder;

  @Test
  void whatWasWrittenUntilThenMakesASummary() throws IOException, InterruptedException {
    Path run;
    try (ChildRun child =
        ChildRun.start(
            BenchmarkSimulation.class,
            folder,
            Map.of("llm.maxDuration", "60", "llm.rampUp", "none", "llm.rampDown", "none"))) {
      child.awaitLogged(MANY_BYTES);
      run = child.runFolder();
    }
    assertThat(run.resolve("summary.json")).doesNotExist();

    JsonNode summary =
        new ObjectMapper().readTree(new SummaryJson(RebuiltRun.summaryOf(run)).toString());

    assertThat(summary.path("totalRequests").asLong()).isPositive();
    assertThat(summary.at("/run/id").asText()).isEqualTo("child");
    assertThat(summary.at("/run/ended").asText()).isEqualTo("unfinished");
    assertThat(summary.at("/run/simulation").asText()).endsWith("BenchmarkSimulation");
    assertThat(summary.at("/endpoint/api").asText()).isEqualTo("openai");
    assertThat(summary.at("/load/concurrency").asInt()).isPositive();
    assertThat(summary.at("/steady/window/durationSeconds").asDouble()).isPositive();
    assertThat(summary.path("warnings").toString()).contains("the run did not come to its end");
  }
}
