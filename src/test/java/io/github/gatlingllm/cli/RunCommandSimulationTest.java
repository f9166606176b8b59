package io.github.gatlingllm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.server.EmbeddedEndpoint;
import io.github.gatlingllm.server.EndpointSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs, started as their users start them. */
class RunCommandSimulationTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path temp;

  private final EmbeddedEndpoint endpoint = EmbeddedEndpoint.start(EndpointSettings.defaults());

  private void writeConfig() throws IOException {
    Files.writeString(
        temp.resolve("config.json"),
        """
        {"provider": {"model": "embedded-llm", "baseURL": "%s"},
         "benchmark": {"concurrency": 2, "inputTokens": {"mean": 32}, "outputTokens": {"mean": 8},
                       "maxRequests": 12},
         "http": {"clientWarmUp": 0}, "reporter": {"adapters": ["json", "csv"]}}
        """
            .formatted(endpoint.baseUrl()));
  }

  private int run(String... arguments) throws IOException, InterruptedException {
    try (MainProcess process = MainProcess.start(temp, arguments)) {
      return process.exitStatus();
    }
  }

  private String text(String file) throws IOException {
    return Files.readString(temp.resolve(file));
  }

  @Test
  void generatedPromptsAreBenchedAndReportedInOneFolder() throws Exception {
    writeConfig();
    assertThat(run("generate", "-c", "config.json", "--run-id", "a", "--max-requests", "6"))
        .isZero();
    String prompts = text("results/a/prompts.jsonl");

    String[] bench = {
      "bench",
      "-c",
      "config.json",
      "--run-id",
      "a",
      "--input-file",
      "results/a/prompts.jsonl",
      "--json"
    };
    assertThat(run(bench)).as(text("err.txt")).isZero();
    JsonNode result = JSON.readTree(text("out.txt"));
    assertThat(result.path("ended").asText()).isEqualTo("completed");
    assertThat(result.at("/summary/successfulRequests").asInt()).isEqualTo(6);
    assertThat(temp.resolve(result.path("gatlingReport").asText())).exists();
    assertThat(text("results/a/prompts.jsonl")).isEqualTo(prompts);

    ObjectNode live = (ObjectNode) JSON.readTree(text("results/a/summary.json"));
    String liveCsv = text("results/a/summary.csv");
    String liveRequests = text("results/a/requests.csv");
    Files.delete(temp.resolve("results/a/summary.csv"));
    assertThat(run("report", "results/a")).as(text("err.txt")).isZero();
    ObjectNode again = (ObjectNode) JSON.readTree(text("results/a/summary.json"));
    live.remove("gatling");
    again.remove("gatling");
    assertThat(again).isEqualTo(live);
    assertThat(text("results/a/summary.csv")).isEqualTo(liveCsv);
    assertThat(text("results/a/requests.csv")).isEqualTo(liveRequests);
  }

  @Test
  void ofARunThatNeverBeganNothingIsLeft() throws Exception {
    writeConfig();
    String nobody = "http://127.0.0.1:9/v1";
    assertThat(run("run", "config.json", "--base-url", nobody, "--json")).isEqualTo(6);
    assertThat(JSON.readTree(text("out.txt")).path("exitStatus").asInt()).isEqualTo(6);
    assertThat(text("err.txt")).contains("nothing listens there");
    assertThat(temp.resolve("results")).isEmptyDirectory();
  }

  @Test
  void generatedPromptsAreThereUntilARunThatReadsOthersHasBegun() throws Exception {
    writeConfig();
    assertThat(run("generate", "-c", "config.json", "--run-id", "a", "--max-requests", "6"))
        .isZero();
    String prompts = text("results/a/prompts.jsonl");

    String nobody = "http://127.0.0.1:9/v1";
    assertThat(run("run", "config.json", "--run-id", "a", "--base-url", nobody)).isEqualTo(6);
    assertThat(text("results/a/prompts.jsonl")).isEqualTo(prompts);

    String[] other = {"run", "config.json", "--run-id", "a", "--base-url", endpoint.baseUrl()};
    assertThat(run(other)).as(text("err.txt")).isZero();
    assertThat(text("results/a/prompts.jsonl")).hasLineCount(6).isNotEqualTo(prompts);
  }

  @Test
  void aFormatThatCannotBeWrittenIsInTheStatusOfTheRun() throws Exception {
    writeConfig();
    assertThat(run("generate", "-c", "config.json", "--run-id", "e")).isZero();
    Files.createDirectories(temp.resolve("results/e/junit.xml/in-the-way"));

    String[] exported = {"run", "config.json", "--run-id", "e", "--export", "junit,markdown"};
    assertThat(run(exported)).isEqualTo(1);

    assertThat(text("err.txt"))
        .contains("export junit was not written", "exit status 1: files that were asked for");
    assertThat(text("results/e/summary.md")).isNotEmpty();
    assertThat(JSON.readTree(text("results/e/summary.json")).at("/run/ended").asText())
        .isEqualTo("completed");
  }

  @Test
  void whatTheRunSaysNamesWhatWasTyped() throws Exception {
    writeConfig();
    assertThat(run("run", "config.json", "--run-id", "w", "--stop-objectives")).isZero();
    assertThat(text("err.txt"))
        .contains("Warning: --stop-objectives takes no effect")
        .doesNotContain("-Dllm.");
    assertThat(text("results/w/summary.json"))
        .contains("--stop-objectives takes no effect")
        .doesNotContain("-Dllm.");

    assertThat(run("calibrate", "-c", "config.json", "--seconds", "0")).isEqualTo(3);
    assertThat(text("err.txt")).contains("--seconds=0 is not a number").doesNotContain("-Dllm.");
  }

  /** A signal to the process that its user knows ends the run in order. */
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aSignalIsPassedOn() throws Exception {
    writeConfig();
    try (MainProcess process = start("t")) {
      process.signal("TERM");
      assertThat(process.exitStatus()).as(process.errors()).isEqualTo(143);
    }
    JsonNode summary = JSON.readTree(text("results/t/summary.json"));
    assertThat(summary.at("/run/endRule").asText()).isEqualTo("SIGTERM");
  }

  /** No load goes on that nobody can stop. */
  @Test
  void aRunEndsWithTheProcessThatStartedIt() throws Exception {
    writeConfig();
    ProcessHandle child;
    try (MainProcess process = start("k")) {
      child = process.child();
      process.signal("KILL");
      assertThat(process.exitStatus()).isEqualTo(137);
      assertThat(child.onExit().get(120, TimeUnit.SECONDS).isAlive()).isFalse();
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void ofARunThatIsKilledAReportIsMade() throws Exception {
    writeConfig();
    try (MainProcess process = start("x")) {
      process.child().destroyForcibly();
      assertThat(process.exitStatus()).isEqualTo(137);
      assertThat(process.errors()).contains("gatling-llm report " + Path.of("results", "x"));
    }
    Path log = temp.resolve("results/x/run_log.jsonl");
    Files.writeString(log, Files.readString(log) + "{\"requestId\":\"half");
    assertThat(run("report", "results/x")).isZero();
    JsonNode summary = JSON.readTree(text("results/x/summary.json"));
    assertThat(summary.at("/run/ended").asText()).isEqualTo("unfinished");
    try (Stream<String> lines = Files.lines(log)) {
      assertThat(summary.path("totalRequests").asLong()).isEqualTo(lines.count() - 1);
    }
  }

  private MainProcess start(String runId) throws IOException, InterruptedException {
    MainProcess process =
        MainProcess.start(
            temp,
            "run",
            "config.json",
            "--run-id=" + runId,
            "--max-requests=none",
            "--max-duration=100",
            "--no-gatling-report");
    process.await(() -> temp.resolve("results/" + runId + "/run_log.jsonl").toFile().length() > 0);
    return process;
  }
}
