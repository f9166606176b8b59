package io.github.gatlingllm.gatling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatlingllm.merge.Merge;
import io.github.gatlingllm.merge.MergeOptions;
import io.github.gatlingllm.report.RunReport;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import simulations.BenchmarkSimulation;

/** Three runs at the same time, each in a JVM of its own with an endpoint of its own. */
class MergedRunsSimulationTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void theirPercentilesAreThoseOfOneLog() throws Exception {
    List<ChildRun> children = new ArrayList<>();
    List<Path> runs = new ArrayList<>();
    try {
      for (String name : List.of("a", "b", "c")) {
        children.add(
            ChildRun.start(
                BenchmarkSimulation.class,
                folder.resolve(Files.createDirectory(folder.resolve(name))),
                Map.of(
                    "llm.maxDuration",
                    "25",
                    "llm.rampUp",
                    "none",
                    "llm.rampDown",
                    "none",
                    "llm.runId",
                    name)));
        runs.add(folder.resolve(name).resolve("results").resolve(name));
      }
      for (ChildRun child : children) {
        assertThat(child.exitStatus()).as(child.console()).isZero();
      }
    } finally {
      children.forEach(ChildRun::close);
    }
    Path out = folder.resolve("joined");

    Merge.runs(
        runs,
        out,
        new MergeOptions(
            Set.of(MergeOptions.Difference.ENDPOINT), Map.of(), RunReport.MoreFiles.NONE));

    JsonNode joined = JSON.readTree(out.resolve("summary.json").toFile());
    JsonNode window = JSON.readTree(out.resolve("run_facts.jsonl").toFile()).at("/windows/steady");
    List<Double> e2e = new ArrayList<>();
    long steady = 0;
    for (Path run : runs) {
      for (String line : Files.readAllLines(run.resolve("run_log.jsonl"))) {
        e2e.add(JSON.readTree(line).path("e2eLatencyMs").asDouble());
        BigDecimal start = new BigDecimal(line.replaceFirst(".*?\"startTime\":([0-9.]+),.*", "$1"));
        long nanos = start.movePointRight(6).longValueExact();
        steady += nanos >= window.get(0).asLong() && nanos < window.get(1).asLong() ? 1 : 0;
      }
    }
    e2e.sort(null);
    double position = (e2e.size() - 1) * 0.99;
    int below = (int) position;
    double above = e2e.get(Math.min(below + 1, e2e.size() - 1));
    double p99 = e2e.get(below) + (position - below) * (above - e2e.get(below));
    assertThat(joined.path("totalRequests").asInt()).isEqualTo(e2e.size());
    assertThat(joined.at("/e2eLatency/p99").asDouble()).isEqualTo(p99, within(1e-9));
    assertThat(joined.at("/steady/requests/started").asLong()).isEqualTo(steady).isPositive();
    assertThat(joined.path("merged")).hasSize(3);
    assertThat(joined.at("/run/host/machines").asInt()).isEqualTo(3);
  }
}
