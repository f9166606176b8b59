package io.github.gatlingllm.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatlingllm.record.Requests;
import io.github.gatlingllm.record.RunLog;
import io.github.gatlingllm.timing.RunClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a report makes of folders, good and bad, and what it leaves alone. */
class RunReportTest {

  private static final int MANY = 200;
  private static final RunClock CLOCK =
      RunClock.of(() -> 77, Instant.parse("2026-01-02T03:04:05.678901Z"));

  @TempDir private Path results;

  private Path folder = Path.of("");

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(results.resolve("run"));
  }

  private Path log() {
    return folder.resolve("run_log.jsonl");
  }

  private void writeLog(int requests) throws IOException {
    try (RunLog log = new RunLog(log(), CLOCK)) {
      for (var request : Requests.random(requests, 3)) {
        log.write(request);
      }
    }
  }

  private RunReport.Written report() throws IOException {
    return RunReport.write(folder, false, RunReport.MoreFiles.NONE);
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }

  @Test
  void aLogAloneGetsAllFiles() throws IOException {
    writeLog(MANY);

    RunReport.Written written = report();

    assertThat(written.files())
        .extracting(file -> file.getFileName().toString())
        .contains("summary.json", "summary.csv", "requests.csv")
        .allSatisfy(name -> assertThat(folder.resolve(name)).isNotEmptyFile());
    assertThat(Files.readAllLines(folder.resolve("requests.csv"))).hasSize(MANY + 1);
    assertThat(folder).isDirectoryNotContaining("glob:**.new");
    assertThat(written.console()).contains("Verdict: ");
    assertThat(json(folder.resolve("summary.json")).at("/run/files").toString())
        .contains("summary.json", "requests.csv");
  }

  @Test
  void theLogItselfMayBeNamed() throws IOException {
    writeLog(MANY);

    assertThat(RunReport.write(log(), false, RunReport.MoreFiles.NONE).folder())
        .isEqualTo(folder.toAbsolutePath());
  }

  @Test
  void aRunThatWasToHaveNoCsvGetsNone() throws IOException {
    writeLog(MANY);
    RunFacts facts = Runs.withFiles(Runs.facts(0, 0, Map.of()), List.of(log()));
    RunFactsFile.append(
        folder.resolve(RunFactsFile.FILE), Runs.known(facts, true), CLOCK::toEpochNanos);

    assertThat(report().files()).containsExactly(folder.resolve("summary.json"));
    assertThat(RunReport.write(folder, true, RunReport.MoreFiles.NONE).files())
        .hasSizeGreaterThan(2);
  }

  @Test
  void whatElseIsMadeOfTheSummaryIsAskedForIt() throws IOException {
    writeLog(MANY);

    RunReport.Written written =
        RunReport.write(
            folder,
            false,
            (summary, in) -> List.of(in.getFileName() + " " + summary.flotest().totalRequests()));

    assertThat(written.notes()).containsExactly(folder.getFileName() + " " + MANY);
  }

  @Test
  void gatlingsStatisticsAreTakenOverFromTheSummaryThatIsThere() throws IOException {
    writeLog(MANY);
    GatlingRow row = new GatlingRow(List.of("a / b"), "chat", 5, 3, 2, 1, 9, 4, 2, Map.of(99.9, 9));
    GatlingFigures figures =
        GatlingFigures.of(
            List.of(row),
            List.of(
                GatlingAssertion.judged("chat: p95 is less than 500.0", false, 501.5),
                GatlingAssertion.judged("chat: mean is less than 5.0", true, Double.NaN),
                GatlingAssertion.unjudged("other: max is 1.0", "no such request")),
            Map.of("chat", new GatlingFigures.Counts(3, 2)));
    new SummaryJson(Runs.exampleSummary(figures)).write(folder.resolve("summary.json"));
    JsonNode before = json(folder.resolve("summary.json")).path("gatling");

    RunReport.Written written = report();

    assertThat(json(folder.resolve("summary.json")).path("gatling")).isEqualTo(before);
    assertThat(written.summary().gatling()).isEqualTo(figures);
    assertThat(before.path("countsAgree").asBoolean()).isTrue();
  }

  @Test
  void countsOfGatlingsThatDifferStillDo() throws IOException {
    writeLog(MANY);
    GatlingRow row = new GatlingRow(List.of(), "chat", 5, 3, 2, 1, 9, 4, 2, Map.of(50.0, 4));
    GatlingFigures figures =
        GatlingFigures.of(List.of(row), Map.of("chat", new GatlingFigures.Counts(4, 2)));
    new SummaryJson(Runs.exampleSummary(figures)).write(folder.resolve("summary.json"));

    assertThat(report().summary().warnings())
        .contains("counts of \"chat\" differ: Gatling 3 OK and 2 KO, recorded 4 OK and 2 KO");
  }

  @Test
  void aSummaryThatCountsMoreThanTheLogStays() throws IOException {
    writeLog(MANY);
    report();
    String before = Files.readString(folder.resolve("summary.json"));
    writeLog(MANY - 1);

    RunReport.Written written = report();

    assertThat(written.files()).isEmpty();
    assertThat(written.notes().toString()).contains("counts 200 requests and the log has 199");
    assertThat(folder.resolve("summary.json")).hasContent(before);
    assertThat(folder).isDirectoryNotContaining("glob:**.new");
    assertThat(written.summary().flotest().totalRequests()).isEqualTo(MANY - 1);
  }

  @Test
  void halfASummaryIsReplaced() throws IOException {
    writeLog(MANY);
    Files.writeString(folder.resolve("summary.json"), "{\"totalRequests\": 5000, \"gat");

    report();

    assertThat(json(folder.resolve("summary.json")).path("totalRequests").asInt()).isEqualTo(MANY);
  }

  @Test
  void aLastLineThatIsCutOffIsDroppedAndSaid() throws IOException {
    writeLog(MANY);
    byte[] bytes = Files.readAllBytes(log());
    Files.write(log(), java.util.Arrays.copyOf(bytes, bytes.length - 20));

    RunReport.Written written = report();

    assertThat(written.summary().flotest().totalRequests()).isEqualTo(MANY - 1);
    assertThat(written.console())
        .containsIgnoringNewLines("run_log.jsonl: its last line, 200, is cut off and left out");
  }

  private void assertRefused(Path run, String... words) {
    assertThatThrownBy(() -> RunReport.write(run, false, RunReport.MoreFiles.NONE))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(words);
    assertThat(folder).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void whatIsNoRunIsRefusedInOneSentence() throws IOException {
    assertRefused(folder.resolve("nowhere"), "nowhere is not there: name the folder of a run");
    assertRefused(folder, " is no folder of a run: it has no run_log.jsonl");
    Path file = Files.writeString(folder.resolve("notes.txt"), "x");
    assertRefused(file, "notes.txt is no folder: name the folder of a run");
    Files.createFile(log());
    assertRefused(folder, "run_log.jsonl is empty", "nothing is known of a run");
    Files.writeString(log(), "not a log\nnor this\n");
    assertRefused(folder, "run_log.jsonl is no file of this kind: line 1 (");
  }

  @Test
  void theFolderOfAllResultsSaysWhichRunsItHas() throws IOException {
    writeLog(1);
    assertRefused(results, "; " + folder.getFileName() + " in it has one");
  }
}
