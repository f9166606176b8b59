package io.github.gatlingllm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatlingllm.merge.MachineRuns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** report, merge and compare, as they are typed. */
class FinishedRunsCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FAULTY = 3;
  private static final int MISSED = 7;

  @TempDir private Path parent;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  private int run(Object... arguments) {
    out.reset();
    errors.reset();
    String[] typed = new String[arguments.length];
    for (int i = 0; i < typed.length; i++) {
      typed[i] = arguments[i].toString();
    }
    return new Shell(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(errors, true, StandardCharsets.UTF_8))
        .run(typed);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String errors() {
    return errors.toString(StandardCharsets.UTF_8);
  }

  @Test
  void reportMakesTheFilesOfARunAndThoseOfOtherToolsThatAreAskedFor() throws IOException {
    Path run = MachineRuns.three(parent).get(0);

    assertThat(run("report", run, "--export", "junit,csv")).as(errors()).isZero();

    assertThat(out()).contains("Wrote " + run.resolve("summary.json"));
    assertThat(JSON.readTree(run.resolve("summary.json").toFile()).path("totalRequests").asInt())
        .isEqualTo(MachineRuns.REQUESTS);
    assertThat(run.resolve("junit.xml")).isNotEmptyFile();
    assertThat(run.resolve("requests.csv")).isNotEmptyFile();
  }

  @Test
  void reportOfSeveralRunsTellsOfEach() throws IOException {
    List<Path> runs = MachineRuns.three(parent);

    assertThat(run("report", runs.get(0), runs.get(1), "--json")).as(errors()).isZero();

    JsonNode json = JSON.readTree(out());
    assertThat(json.path("reports")).hasSize(2);
    assertThat(json.at("/reports/1/summary/totalRequests").asInt()).isEqualTo(MachineRuns.REQUESTS);
  }

  @Test
  void reportKeepsToTheFormatsOfTheRunsOwnConfiguration() throws IOException {
    Path run = MachineRuns.three(parent).get(0);
    Files.writeString(
        run.resolve("config.resolved.json"),
        "{\"reporter\":{\"adapters\":[\"json\",\"markdown\"]}}");

    assertThat(run("report", run)).as(errors()).isZero();

    assertThat(run.resolve("summary.md")).isNotEmptyFile();
    Files.delete(run.resolve("summary.md"));

    assertThat(run("report", run.resolve("run_log.jsonl"))).as(errors()).isZero();

    assertThat(run.resolve("summary.md")).as("by the log's name").isNotEmptyFile();
  }

  @Test
  void aConfigurationThatACrashCutOffCostsNoReport() throws IOException {
    Path run = MachineRuns.three(parent).get(0);
    Files.writeString(run.resolve("config.resolved.json"), "{\"reporter\":{\"adap");

    assertThat(run("report", run)).as(errors()).isZero();

    assertThat(run.resolve("summary.json")).isNotEmptyFile();
  }

  @Test
  void mergeMakesAFolderThatIsARunToo() throws IOException {
    List<Path> runs = MachineRuns.three(parent);
    Path all = parent.resolve("all");

    assertThat(
            run(
                "merge",
                runs.get(0),
                runs.get(1),
                runs.get(2),
                "-o",
                all,
                "--clock-offset",
                "host-b=-100",
                "--clock-offset",
                "host-c=-200",
                "--json"))
        .as(errors())
        .isZero();

    JsonNode summary = JSON.readTree(out()).path("summary");
    assertThat(summary.path("totalRequests").asInt()).isEqualTo(3 * MachineRuns.REQUESTS);
    assertThat(run("report", all)).as(errors()).isZero();
  }

  @Test
  void allThatIsWrongWithAMergeIsToldAtOnce() throws IOException {
    List<Path> runs = MachineRuns.three(parent);

    assertThat(run("merge", runs.get(0), "--allow", "model", "--clock-offset", "host-a"))
        .isEqualTo(FAULTY);
    assertThat(errors())
        .contains(
            "-o is missing",
            "\"model\" cannot be allowed: endpoint and version can",
            "\"host-a\": expected a host, = and milliseconds");

    assertThat(run("merge", runs.get(0), runs.get(0), "-o", parent.resolve("twice")))
        .isEqualTo(FAULTY);
    assertThat(errors()).contains("these runs cannot be joined");
    assertThat(parent.resolve("twice")).doesNotExist();
  }

  @Test
  void compareSaysWhatDiffersAndFailsWhereAThresholdIsCrossed() throws IOException {
    List<Path> runs = MachineRuns.three(parent);

    assertThat(run("compare", runs.get(0), runs.get(1))).as(errors()).isZero();
    assertThat(out()).contains("e2e.p95");
    assertThat(run("compare", runs.get(0), runs.get(1), "--markdown")).isZero();
    assertThat(out()).contains("|");
    assertThat(run("compare", runs.get(0), runs.get(1), "--fail-if", "e2e.p50>-1000000%"))
        .isEqualTo(MISSED);
    assertThat(run("compare", runs.get(0), runs.get(1), "--json")).isZero();
    assertThat(JSON.readTree(out()).path("runs")).hasSize(2);
  }

  @Test
  void whatCannotBeComparedIsNamed() throws IOException {
    List<Path> runs = MachineRuns.three(parent);

    assertThat(run("compare", runs.get(0))).isEqualTo(FAULTY);
    assertThat(errors()).contains("two or more runs are needed");
    assertThat(run("compare", runs.get(0), runs.get(1), "--fail-if", "speed>1")).isEqualTo(FAULTY);
    assertThat(errors()).contains("\"speed>1\" is no threshold");
    assertThat(run("compare", runs.get(0), parent.resolve("nowhere"))).isNotZero();
    assertThat(errors()).contains("nowhere").doesNotContain("Exception");
  }

  @Test
  void aMergeWritesTheFormatsOfOtherTools() throws IOException {
    List<Path> runs = MachineRuns.three(parent);
    Path all = parent.resolve("all");

    assertThat(run("merge", runs.get(0), runs.get(1), "-o", all, "--export", "junit", "--json"))
        .as(errors())
        .isZero();
    assertThat(all.resolve("junit.xml")).isNotEmptyFile();
    assertThat(JSON.readTree(out()).path("exitStatus").asInt()).isZero();
  }
}
