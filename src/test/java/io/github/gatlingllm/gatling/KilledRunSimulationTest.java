package io.github.gatlingllm.gatling;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatlingllm.report.RebuiltRun;
import io.github.gatlingllm.report.RunReport;
import io.github.gatlingllm.report.SummaryJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import simulations.BenchmarkSimulation;

/** A run in a JVM of its own that is killed in its middle. */
class KilledRunSimulationTest {

  private static final int MANY_BYTES = 20_000;

  /** In the middle of two thousand. */
  private static final int MANY = 800;

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

  /**
   * A line of health tells how many requests had ended, and is there at once; a log has a second.
   */
  @Test
  void ofTwoThousandRequestsAtMostTheLastSecondIsMissing()
      throws IOException, InterruptedException {
    Path run;
    try (ChildRun child =
        ChildRun.start(
            BenchmarkSimulation.class,
            folder,
            Map.of(
                "llm.maxRequests", "2000",
                "llm.concurrency", "40",
                "llm.rampUp", "none",
                "llm.rampDown", "none"))) {
      child.awaitWhileRunning(() -> lines(child.runFolder().resolve("run_log.jsonl")) >= MANY);
      run = child.runFolder();
    }
    Files.writeString(
        run.resolve("run_log.jsonl"), "{\"requestId\":\"0b7e", StandardOpenOption.APPEND);
    long whole = lines(run.resolve("run_log.jsonl"));

    RunReport.Written written = RunReport.write(run, false, RunReport.MoreFiles.NONE);

    JsonNode summary = new ObjectMapper().readTree(run.resolve("summary.json").toFile());
    assertThat(summary.path("totalRequests").asLong()).isEqualTo(whole).isLessThan(2000);
    assertThat(whole).isGreaterThanOrEqualTo(endedTwoLinesBefore(run));
    assertThat(summary.at("/run/ended").asText()).isEqualTo("unfinished");
    assertThat(summary.path("warnings").toString())
        .contains("the run did not come to its end", "is cut off and left out");
    assertThat(written.console()).contains("THE RUN WAS NOT FINISHED");
    assertThat(Files.readAllLines(run.resolve("requests.csv"))).hasSize((int) whole + 1);
  }

  /** Requests that had ended by the last line of health but two; one may be cut off. */
  private static long endedTwoLinesBefore(Path run) throws IOException {
    List<String> lines = Files.readAllLines(run.resolve("health.jsonl"));
    long ended = 0;
    for (String line : lines.subList(0, Math.max(0, lines.size() - 3))) {
      ended += new ObjectMapper().readTree(line).path("ended").asLong();
    }
    return ended;
  }

  private static long lines(Path file) {
    try {
      String text = Files.exists(file) ? Files.readString(file, ISO_8859_1) : "";
      return text.chars().filter(c -> c == '\n').count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
