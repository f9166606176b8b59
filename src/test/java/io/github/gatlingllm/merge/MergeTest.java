package io.github.gatlingllm.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gatlingllm.load.LevelCourse;
import io.github.gatlingllm.load.LoadProfile;
import io.github.gatlingllm.load.OpenLoad;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.merge.MergeOptions.Difference;
import io.github.gatlingllm.metrics.LimitedMetric;
import io.github.gatlingllm.metrics.RequestLimits;
import io.github.gatlingllm.metrics.RequestMetrics;
import io.github.gatlingllm.objective.Objectives;
import io.github.gatlingllm.record.Metric;
import io.github.gatlingllm.record.RequestRecord;
import io.github.gatlingllm.record.Requests;
import io.github.gatlingllm.record.RunLogReader;
import io.github.gatlingllm.record.RunStatistics;
import io.github.gatlingllm.report.LevelFacts;
import io.github.gatlingllm.report.RunReport;
import io.github.gatlingllm.report.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of several machines joined, held against one log of all their requests. */
class MergeTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MILLI = 1_000_000;
  private static final long NOON_NANOS = MachineRun.NOON.getEpochSecond() * 1_000_000_000L;

  /** Where the steady phases of runs overlap whose clocks read 0, 100 and 200 ms later. */
  private static final long STEADY_START = NOON_NANOS - 300 * MILLI;

  private static final long STEADY_END = NOON_NANOS + 500 * MILLI;

  @TempDir private Path parent;

  private List<MachineRun> three() {
    return List.of(
        new MachineRun(parent, "a", 11),
        new MachineRun(parent, "b", 12).late(100),
        new MachineRun(parent, "c", 13).late(200));
  }

  private RunReport.Written merge(List<MachineRun> runs, MergeOptions options) throws Exception {
    List<Path> folders = new ArrayList<>();
    for (MachineRun run : runs) {
      folders.add(run.write());
    }
    return Merge.runs(folders, parent.resolve("joined"), options);
  }

  private RunReport.Written merge(List<MachineRun> runs) throws Exception {
    return merge(runs, MergeOptions.DEFAULT);
  }

  private JsonNode summary() throws IOException {
    return JSON.readTree(parent.resolve("joined").resolve("summary.json").toFile());
  }

  /** All requests as their own logs have them, on the common clock. */
  private List<RequestRecord> all(List<MachineRun> runs) throws IOException {
    List<RequestRecord> all = new ArrayList<>();
    for (MachineRun run : runs) {
      RunLogReader.read(run.folder.resolve("run_log.jsonl"), all::add);
    }
    return all;
  }

  private static boolean isSteady(long nanos) {
    return nanos >= STEADY_START && nanos < STEADY_END;
  }

  @Test
  void percentilesAreThoseOfTheConcatenatedLog() throws Exception {
    List<MachineRun> runs = three();
    merge(runs);
    StringBuilder logs = new StringBuilder();
    for (MachineRun run : runs) {
      logs.append(Files.readString(run.folder.resolve("run_log.jsonl")));
    }
    Path concatenated = Files.createDirectory(parent.resolve("concatenated"));
    Files.writeString(concatenated.resolve("run_log.jsonl"), logs);
    RunReport.write(concatenated, false, RunReport.MoreFiles.NONE);
    JsonNode expected = JSON.readTree(concatenated.resolve("summary.json").toFile());

    for (String metric : List.of("ttft", "ttfnt", "e2eLatency", "interTokenLatency")) {
      assertThat(summary().path(metric)).as(metric).isEqualTo(expected.path(metric));
      assertThat(summary().path(metric).path("p99").asDouble()).isPositive();
    }
    assertThat(summary().path("totalRequests").asInt()).isEqualTo(3 * MachineRun.REQUESTS);
    assertThat(summary().path("errors")).isEqualTo(expected.path("errors"));
  }

  @Test
  void theSteadyPhaseIsWhereAllOfThemAre() throws Exception {
    List<MachineRun> runs = three();
    merge(runs);
    RunStatistics expected = new RunStatistics();
    long tokens = 0;
    for (RequestRecord request : all(runs)) {
      boolean steady = isSteady(request.metrics().instants().scheduled());
      expected.add(Requests.named(request, request.name(), steady ? Phase.STEADY : Phase.RAMP_UP));
      tokens += tokensInSteady(request.metrics());
    }

    JsonNode steady = summary().path("steady");
    assertThat(steady.at("/window/durationSeconds").asDouble()).isEqualTo(0.8);
    assertThat(steady.at("/requests/started").asLong())
        .isEqualTo(expected.phase(Phase.STEADY).started())
        .isBetween(1L, 3L * MachineRun.REQUESTS - 1);
    for (Metric metric : List.of(Metric.TTFT, Metric.ITL, Metric.TPOT, Metric.E2E)) {
      double p99 = expected.phase(Phase.STEADY).successful(metric).percentile(99) / 1e6;
      assertThat(steady.at("/latency/" + metric.key() + "/p99").asDouble())
          .as(metric.key())
          .isEqualTo(Math.round(p99 * 1000) / 1000.0);
    }
    assertThat(steady.at("/throughput/tokensInWindow").asLong()).isEqualTo(tokens).isPositive();
    assertThat(steady.at("/throughput/outputTokensPerSecond").asDouble())
        .isEqualTo(Math.round(tokens / 0.8 * 1000) / 1000.0);
  }

  private static long tokensInSteady(RequestMetrics metrics) {
    if (!metrics.hasTokenTiming()) {
      return isSteady(metrics.instants().done()) ? metrics.outputTokens() : 0;
    }
    long tokens = 0;
    for (int i = 0; i < metrics.timeline().size(); i++) {
      tokens += isSteady(metrics.timeline().nanos(i)) ? metrics.tokensOfEvent(i) : 0;
    }
    return tokens;
  }

  @Test
  void whatBelongsToNoPhaseOfAllIsBeforeOrAfterIt() throws Exception {
    merge(three());

    JsonNode phases = summary().path("phases");
    assertThat(phases.at("/ramp-up/window/durationSeconds").asDouble()).isEqualTo(0.7);
    assertThat(phases.at("/ramp-down/window/durationSeconds").asDouble()).isEqualTo(0.8);
    long started = 0;
    for (JsonNode phase : phases) {
      started += phase.at("/requests/started").asLong();
    }
    assertThat(started).isEqualTo(3L * MachineRun.REQUESTS);
    assertThat(phases.at("/drain/requests/started").asLong()).isZero();
  }

  @Test
  void eachLineTellsWhoseItIsAndIsTheSameElse() throws Exception {
    List<MachineRun> runs = three();
    merge(runs);

    List<String> joined = Files.readAllLines(parent.resolve("joined").resolve("run_log.jsonl"));
    List<String> own = Files.readAllLines(runs.get(1).folder.resolve("run_log.jsonl"));
    for (int i = 0; i < own.size(); i++) {
      String line = joined.get(MachineRun.REQUESTS + i);
      assertThat(line).endsWith(",\"run\":\"b@host-b\"}");
      String phases = "\"phase\":\"[a-z-]+\"|\"tokensByPhase\":\\{[^}]*}";
      assertThat(line.replace(",\"run\":\"b@host-b\"", "").replaceAll(phases, ""))
          .isEqualTo(own.get(i).replaceAll(phases, ""));
    }
  }

  @Test
  void aClockIsPutRight() throws Exception {
    List<MachineRun> runs = three();
    merge(
        runs,
        new MergeOptions(
            Set.of(),
            Map.of("host-b", Duration.ofMillis(-100), "host-c", Duration.ofMillis(-200)),
            RunReport.MoreFiles.NONE));

    assertThat(summary().at("/steady/window/durationSeconds").asDouble()).isEqualTo(1.0);
    assertThat(summary().at("/merged/2/clockOffsetMs").asInt()).isEqualTo(-200);
    List<RequestRecord> shifted = new ArrayList<>();
    RunLogReader.read(parent.resolve("joined").resolve("run_log.jsonl"), shifted::add);
    List<RequestRecord> own = all(runs);
    for (int i = 0; i < own.size(); i++) {
      long offset = -100L * (i / MachineRun.REQUESTS) * MILLI;
      assertThat(shifted.get(i).metrics().instants().started())
          .isEqualTo(own.get(i).metrics().instants().started() + offset);
      assertThat(shifted.get(i).metrics().ttftNanos()).isEqualTo(own.get(i).metrics().ttftNanos());
      assertThat(shifted.get(i).metrics().instants().scheduled())
          .isEqualTo(own.get(i).metrics().instants().scheduled() + offset);
    }
  }

  @Test
  void aClockThatWasSetMeanwhileIsTold() throws Exception {
    List<MachineRun> runs = three();
    runs.get(2).clockDriftMs = -12.5;

    assertThat(merge(runs).summary().warnings())
        .filteredOn(warning -> warning.contains("its wall clock moved by"))
        .singleElement()
        .asString()
        .startsWith("c@host-c: its wall clock moved by -12.5 ms");
    assertThat(summary().path("warnings").toString())
        .contains("the clocks of host-a, host-b, host-c are taken to agree");
  }

  @Test
  void theWorstVerdictWinsAndIsNamed() throws Exception {
    List<MachineRun> runs = three();
    runs.get(1).notSent = 5 * MachineRun.REQUESTS;

    RunReport.Written written = merge(runs);

    assertThat(written.summary().verdict().result()).isEqualTo(Verdict.Result.INVALID);
    assertThat(written.summary().verdict().reasons().get(0).figure()).startsWith("b@host-b: ");
    assertThat(written.console())
        .contains("merged: b@host-b, 700 requests, completed, INVALID", "Verdict: INVALID");
    assertThat(summary().at("/merged/0/verdict/result").asText()).isEqualTo("SUSPECT");
    assertThat(written.summary().warnings().toString()).contains("c@host-c: a warning of its own");
  }

  @Test
  void loadsAddUp() throws Exception {
    merge(three());

    assertThat(summary().at("/load/concurrency").asInt()).isEqualTo(15);
    assertThat(summary().at("/merged/0/load/concurrency").asInt()).isEqualTo(5);
    assertThat(summary().at("/run/host/name").asText()).isEqualTo("host-a, host-b, host-c");
  }

  @Test
  void ratesAddUpInDecimal() throws Exception {
    List<MachineRun> runs = three();
    for (int i = 0; i < runs.size(); i++) {
      double rate = List.of(0.1, 0.2, 0.3).get(i);
      runs.get(i).load = OpenLoad.poisson(rate).seed(i).steady(Duration.ofSeconds(1));
    }
    merge(runs);

    assertThat(summary().at("/load/rate").asDouble()).isEqualTo(0.6);
  }

  @Test
  void loadsOfOtherShapesAreToldByMachineAlone() throws Exception {
    List<MachineRun> runs = three();
    runs.get(1).load = LoadProfile.concurrency(7).rampUp(Duration.ofSeconds(3));
    merge(runs);

    assertThat(summary().has("load")).isFalse();
    assertThat(summary().at("/merged/1/load/rampUpSeconds").asInt()).isEqualTo(3);
  }

  @Test
  void oneThatWasKilledMakesAllOfItIncomplete() throws Exception {
    List<MachineRun> runs = three();
    runs.get(2).ended = false;
    runs.get(2).load = LoadProfile.concurrency(5).steady(Duration.ofSeconds(1));
    RunReport.Written written = merge(runs);

    assertThat(summary().at("/run/ended").asText()).isEqualTo("unfinished");
    assertThat(written.console()).contains("THE RUN WAS NOT FINISHED: c@host-c: it left no word");
  }

  @Test
  void aJoinedRunIsReportedAndJoinedLikeAnyOther() throws Exception {
    merge(three());
    String before = Files.readString(parent.resolve("joined").resolve("summary.json"));
    RunReport.write(parent.resolve("joined"), false, RunReport.MoreFiles.NONE);
    assertThat(parent.resolve("joined").resolve("summary.json")).hasContent(before.strip());

    Path fourth = new MachineRun(parent, "d", 14).write();
    Merge.runs(
        List.of(parent.resolve("joined"), fourth), parent.resolve("again"), MergeOptions.DEFAULT);

    JsonNode again = JSON.readTree(parent.resolve("again").resolve("summary.json").toFile());
    assertThat(again.path("totalRequests").asInt()).isEqualTo(4 * MachineRun.REQUESTS);
    assertThat(again.path("merged").findValuesAsText("host"))
        .containsExactly("host-a", "host-b", "host-c", "host-d");
    assertThat(Files.readString(parent.resolve("again").resolve("run_log.jsonl")))
        .contains("\"run\":\"b@host-b\"", "\"run\":\"d@host-d\"");
  }

  @Test
  void levelsAreJoinedLevelByLevel() throws Exception {
    List<MachineRun> runs = three();
    for (MachineRun run : runs) {
      run.levels = List.of(level(0, 2), level(1, 4));
    }
    merge(runs);

    long started = 0;
    for (RequestRecord request : all(runs)) {
      boolean steady = isSteady(request.metrics().instants().scheduled());
      started += steady && request.level() == 1 ? 1 : 0;
    }
    JsonNode level = summary().path("levels").path(1);
    assertThat(level.path("concurrency").asInt()).isEqualTo(12);
    assertThat(level.at("/steady/window/durationSeconds").asDouble()).isEqualTo(0.8);
    assertThat(level.at("/steady/requests/started").asLong()).isEqualTo(started).isPositive();
    assertThat(summary().at("/steady/window").isMissingNode()).isTrue();
    JsonNode facts =
        JSON.readTree(Files.readString(parent.resolve("joined").resolve("run_facts.jsonl")));
    assertThat(facts.at("/levels/1/load/concurrency").asInt()).isEqualTo(12);
    assertThat(facts.at("/levels/1/windows/steady/0").asLong()).isEqualTo(STEADY_START);
    assertThat(facts.at("/levels/1/windows/steady/1").asLong()).isEqualTo(STEADY_END);
    assertThat(facts.at("/levels/1/cut/reason").asText()).isEqualTo("a@host-a: late");
  }

  private static LevelFacts level(int number, int streams) {
    return new LevelFacts(
        number,
        LoadProfile.concurrency(streams).steady(Duration.ofSeconds(1)),
        MachineRun.windows(),
        number == 1
            ? Optional.of(new LevelCourse.Cut(LevelCourse.Cut.Kind.CLIENT, "late"))
            : Optional.empty());
  }

  private List<String> refused(List<MachineRun> runs, MergeOptions options) {
    MergeRefusedException refused =
        catchThrowableOfType(MergeRefusedException.class, () -> merge(runs, options));
    assertThat(refused).isNotNull();
    assertThat(parent.resolve("joined")).doesNotExist();
    return refused.reasons();
  }

  private void assertRefused(Consumer<MachineRun> change, String... words) {
    List<MachineRun> runs = three();
    change.accept(runs.get(1));
    List<String> reasons = refused(runs, MergeOptions.DEFAULT);
    assertThat(reasons).singleElement().asString().contains(words);
  }

  @Test
  void whatDoesNotBelongTogetherIsRefused() {
    assertRefused(run -> run.endpoint.put("model", "gpt-4o"), "model", "llama-3-8b", "gpt-4o");
    assertRefused(run -> run.endpoint.put("api", "gemini"), "API", "openai", "gemini");
    assertRefused(run -> run.endpoint.put("streaming", false), "streamed", "true", "false");
    assertRefused(run -> run.endpoint.put("baseUrl", "http://x"), "base URL", "allow it with");
    assertRefused(run -> run.version = "0.0.9", "version", "0.1.0", "0.0.9");
    assertRefused(run -> run.weights = Map.of("chat", 2), "weights", "chat");
    assertRefused(
        run ->
            run.objectives =
                new Objectives(
                    RequestLimits.NONE.with(LimitedMetric.TTFT, Duration.ofMillis(5)), List.of()),
        "limits and objectives");
    assertRefused(
        run -> run.load = OpenLoad.poisson(3).steady(Duration.ofSeconds(1)),
        "kind of their load",
        "ClosedLoad",
        "OpenLoad");
    assertRefused(run -> run.levels = List.of(level(0, 7)), "levels", "7 streams");
    assertRefused(run -> run.late(60_000), "do not overlap", "a@host-a from", "b@host-b from");
    assertRefused(
        run -> run.simulation = "io.github.gatlingllm.calibrate.ClientSimulation", "calibration");
  }

  @Test
  void allReasonsAreToldAtOnce() {
    List<MachineRun> runs = three();
    runs.get(1).endpoint.put("model", "gpt-4o");
    runs.get(2).version = "9";

    assertThat(refused(runs, MergeOptions.DEFAULT)).hasSize(2);
  }

  @Test
  void someDifferencesCanBeAllowed() throws Exception {
    List<MachineRun> runs = three();
    runs.get(1).endpoint.put("baseUrl", "http://endpoint.local:8000/v1");
    runs.get(2).version = "0.1.1";

    merge(
        runs,
        new MergeOptions(
            Set.of(Difference.ENDPOINT, Difference.VERSION), Map.of(), RunReport.MoreFiles.NONE));

    assertThat(summary().path("totalRequests").asInt()).isEqualTo(3 * MachineRun.REQUESTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"endpoint", "version"})
  void differencesHaveNames(String name) {
    assertThat(Difference.of(name).key()).isEqualTo(name);
  }

  @Test
  void theSameRunTwiceIsRefused() throws Exception {
    List<MachineRun> runs = three();
    MachineRun copy = new MachineRun(parent, "copy", 11);
    copy.runId = "a";
    copy.host = "host-a";

    assertThat(refused(List.of(runs.get(0), runs.get(1), copy), MergeOptions.DEFAULT))
        .singleElement()
        .asString()
        .contains("the run a@host-a is in both");
    merge(runs);
    MergeRefusedException refused =
        catchThrowableOfType(
            MergeRefusedException.class,
            () ->
                Merge.runs(
                    List.of(parent.resolve("joined"), runs.get(2).folder),
                    parent.resolve("again"),
                    MergeOptions.DEFAULT));
    assertThat(refused.reasons()).singleElement().asString().contains("c@host-c is in both");
  }

  @Test
  void aFolderThatIsTakenOrAHostThatIsNotThereIsRefused() throws Exception {
    List<MachineRun> runs = three();
    MergeOptions options =
        new MergeOptions(
            Set.of(), Map.of("host-x", Duration.ofMillis(1)), RunReport.MoreFiles.NONE);
    assertThat(refused(runs, options))
        .singleElement()
        .asString()
        .contains("\"host-x\"", "host-a, host-b, host-c");
    MergeRefusedException refused =
        catchThrowableOfType(
            MergeRefusedException.class,
            () ->
                Merge.runs(List.of(runs.get(0).folder), runs.get(1).folder, MergeOptions.DEFAULT));
    assertThat(refused.reasons()).hasSize(2);
    assertThat(refused).hasMessageContainingAll("two or more", "is there already");
  }

  @Test
  void aLogWithoutItsFactsIsRefused() throws Exception {
    Path a = new MachineRun(parent, "a", 1).write();
    Path b = new MachineRun(parent, "b", 2).write();
    Files.delete(b.resolve("run_facts.jsonl"));

    assertThat(
            catchThrowableOfType(
                IOException.class,
                () -> Merge.runs(List.of(a, b), parent.resolve("joined"), MergeOptions.DEFAULT)))
        .hasMessageContainingAll(b.toString(), "run_facts.jsonl");
  }

  /** What is in the folder of all runs, whatever its name. */
  private List<String> inParent() throws IOException {
    try (Stream<Path> all = Files.list(parent)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static MergeOptions with(RunReport.MoreFiles more) {
    return new MergeOptions(Set.of(), Map.of(), more);
  }

  @Test
  void aMergeThatFailsHalfWayLeavesNothing() throws Exception {
    List<String> seen = new ArrayList<>();
    MergeOptions failing =
        with(
            (summary, folder) -> {
              seen.add(folder.getFileName().toString());
              assertThat(folder.resolve("summary.json")).exists();
              assertThat(parent.resolve("joined")).doesNotExist();
              throw new IllegalStateException("the disk is full");
            });

    assertThat(catchThrowableOfType(IllegalStateException.class, () -> merge(three(), failing)))
        .hasMessage("the disk is full");
    assertThat(seen).singleElement().asString().matches("\\.joined\\..+\\.part");
    assertThat(inParent()).containsExactly("a", "b", "c");
  }

  @Test
  void aFolderThatWasMadeMeanwhileIsLeftAlone() throws Exception {
    Path file = parent.resolve("joined").resolve("other.txt");
    MergeOptions late =
        with(
            (summary, folder) -> {
              try {
                Files.createDirectory(parent.resolve("joined"));
                Files.writeString(file, "another's");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              return List.of();
            });

    assertThat(catchThrowableOfType(IOException.class, () -> merge(three(), late)))
        .hasMessageStartingWith(parent.resolve("joined") + ": ")
        .hasMessageNotContaining(".part");
    assertThat(inParent()).containsExactly("a", "b", "c", "joined");
    assertThat(file).hasContent("another's");
  }

  @Test
  void anEmptyFolderAndALinkToNothingAreRefused() throws Exception {
    List<Path> folders = MachineRuns.three(parent);
    Path empty = Files.createDirectory(parent.resolve("empty"));
    Path link = Files.createSymbolicLink(parent.resolve("link"), parent.resolve("nowhere"));

    for (Path out : List.of(empty, link)) {
      assertThat(
              catchThrowableOfType(
                      MergeRefusedException.class,
                      () -> Merge.runs(folders, out, MergeOptions.DEFAULT))
                  .reasons())
          .singleElement()
          .asString()
          .contains(out + " is there already");
    }
    assertThat(inParent()).containsExactly("a", "b", "c", "empty", "link");
  }

  @Test
  void noFileTellsOfTheNameUnderWhichItWasMade() throws Exception {
    RunReport.Written written = merge(three());

    assertThat(written.folder()).isEqualTo(parent.resolve("joined"));
    assertThat(written.files()).isNotEmpty().allMatch(Files::exists);
    assertThat(inParent()).containsExactly("a", "b", "c", "joined");
    try (Stream<Path> files = Files.list(written.folder())) {
      for (Path file : files.toList()) {
        assertThat(Files.readString(file)).as(file.toString()).doesNotContain(".part");
      }
    }
    assertThat(summary().at("/run/id").asText()).isEqualTo("joined");
    assertThat(written.console()).doesNotContain(".part").contains("joined/summary.json");
  }
}
