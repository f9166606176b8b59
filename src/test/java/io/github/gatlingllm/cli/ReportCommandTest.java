package io.github.gatlingllm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gatlingllm.merge.MachineRuns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code report} judges anew, what it does about folders that are no runs, and its status. */
class ReportCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FAILED = 1;
  private static final int FAULTY = 3;
  private static final int VERDICT = 4;
  private static final int MISSED = 7;

  @TempDir private Path parent;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private List<Path> runs = List.of();
  private Path run = Path.of("");

  @BeforeEach
  void write() throws IOException {
    runs = MachineRuns.three(parent);
    run = runs.get(0);
  }

  private int report(Object... arguments) {
    out.reset();
    errors.reset();
    String[] typed = new String[arguments.length + 1];
    typed[0] = "report";
    for (int i = 0; i < arguments.length; i++) {
      typed[i + 1] = arguments[i].toString();
    }
    return new Shell(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(errors, true, StandardCharsets.UTF_8))
        .run(typed);
  }

  private String errors() {
    return errors.toString(StandardCharsets.UTF_8);
  }

  private static JsonNode summary(Path of) throws IOException {
    return JSON.readTree(of.resolve("summary.json").toFile());
  }

  @Test
  void limitsAreJudgedAnewAndTheReportSaysSo() throws IOException {
    assertThat(report(run)).as(errors()).isZero();
    assertThat(summary(run).findValue("goodput")).isNull();
    String own = Files.readString(run.resolve("summary.json"));

    assertThat(report(run, "--goodput", "e2e:0.000001")).as(errors()).isZero();
    assertThat(summary(run).findValue("goodput").path("share").asDouble(1)).isZero();
    assertThat(summary(run).path("warnings").toString() + summary(run).at("/run/warnings"))
        .contains("this report is judged by benchmark.goodput=e2e:0.000001");
    assertThat(report(run, "--goodput", "e2e:1000000")).isZero();
    assertThat(summary(run).findValue("goodput").path("share").asDouble()).isPositive();

    assertThat(report(run)).as(errors()).isZero();
    assertThat(Files.readString(run.resolve("summary.json"))).isEqualTo(own);
  }

  @Test
  void anObjectiveThatIsMissedIsInTheStatus() throws IOException {
    assertThat(report(run, "--objectives", "e2e.p50:1000000")).as(errors()).isZero();
    assertThat(summary(run).path("objectivesMet").asBoolean()).isTrue();

    assertThat(report(run, "--objectives", "e2e.p50:0.000001", "--json")).isEqualTo(MISSED);
    assertThat(summary(run).path("objectivesMet").asBoolean(true)).isFalse();
    assertThat(errors()).hasLineCount(1).contains(run + ": objectives were missed: ");
    ObjectNode json = (ObjectNode) JSON.readTree(out.toString(StandardCharsets.UTF_8));
    assertThat(json.path("exitStatus").asInt()).isEqualTo(MISSED);
    assertThat(json.path("faults")).hasSize(1);
  }

  @Test
  void theVerdictIsInTheStatusWhereItIsAskedFor() throws IOException {
    assertThat(report(run, "--concurrency-shortfall", "none")).as(errors()).isZero();
    String verdict = summary(run).at("/verdict/result").asText();
    int expected = verdict.equals("VALID") ? 0 : VERDICT;
    assertThat(report(run, "--fail-on", "suspect")).as(verdict + errors()).isEqualTo(expected);
    assertThat(report(run, "--fail-on", "none")).isZero();
  }

  @Test
  void pricesAreOfThisReport() throws IOException {
    assertThat(report(run, "--price-input", "1", "--price-output", "2")).as(errors()).isZero();
    assertThat(summary(run).findValue("cost")).isNotNull();

    assertThat(report(run, "--price-input", "1")).isEqualTo(FAULTY);
    assertThat(errors()).hasLineCount(1).contains("give both --price-input and --price-output");
    assertThat(run).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void allFaultsOfWhatItIsJudgedByAreTold() {
    assertThat(report(run, "--goodput", "speed:1", "--fail-on", "often", "--price-input", "dear"))
        .isEqualTo(FAULTY);
    assertThat(errors()).contains("--goodput", "--fail-on=often", "--price-input=dear");
    assertThat(run.resolve("summary.json")).doesNotExist();
  }

  @Test
  void anObjectiveOnGoodputNeedsLimits() {
    assertThat(report(run, "--objectives", "goodput:0.9")).isEqualTo(FAULTY);
    assertThat(errors()).hasLineCount(1).contains(run + ": ", "needs limits on requests");
    assertThat(report(run, "--objectives", "goodput:0.0001", "--goodput", "e2e:1000000"))
        .as(errors())
        .isZero();
  }

  @Test
  void aFolderThatIsNoRunCostsNoOther() throws IOException {
    Path nowhere = parent.resolve("nowhere");
    Path empty = Files.createDirectory(parent.resolve("empty"));

    assertThat(report(nowhere, runs.get(0), empty, runs.get(1), "--json")).isEqualTo(FAILED);

    assertThat(runs.get(0).resolve("summary.json")).isNotEmptyFile();
    assertThat(runs.get(1).resolve("summary.json")).isNotEmptyFile();
    assertThat(errors().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains(nowhere + " is not there"),
            line -> assertThat(line).contains(empty + " is no folder of a run"));
    JsonNode json = JSON.readTree(out.toString(StandardCharsets.UTF_8));
    assertThat(json.path("exitStatus").asInt()).isEqualTo(FAILED);
    assertThat(json.path("reports"))
        .extracting(report -> report.path("exitStatus").asInt())
        .containsExactly(FAILED, 0, FAILED, 0);
    assertThat(json.at("/reports/0/faults/0").asText()).contains("is not there");
    assertThat(json.at("/reports/0/runFolder").asText()).isEqualTo(nowhere.toString());
  }

  @Test
  void aFormatThatCannotBeWrittenIsInTheStatus() throws IOException {
    Files.createDirectories(run.resolve("junit.xml").resolve("in-the-way"));

    assertThat(report(run, "--export", "junit,markdown")).isEqualTo(FAILED);

    assertThat(errors()).hasLineCount(1).contains("export junit was not written");
    assertThat(run.resolve("summary.md")).isNotEmptyFile();
    assertThat(run.resolve("summary.json")).isNotEmptyFile();
  }

  @Test
  void aSummaryThatKnowsMoreIsKeptAndTheStatusSaysSo() throws IOException {
    Files.writeString(run.resolve("summary.json"), "{\"totalRequests\": 1000000}");

    assertThat(report(run, "--export", "junit")).isEqualTo(FAILED);

    assertThat(errors()).contains("nothing is replaced by less", "no file was written");
    assertThat(run.resolve("junit.xml")).doesNotExist();
  }
}
