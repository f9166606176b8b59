package io.github.gatlingllm.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gatlingllm.health.ClientHealth;
import io.github.gatlingllm.health.HealthMonitor;
import io.github.gatlingllm.health.LoadState;
import io.github.gatlingllm.health.Loop;
import io.github.gatlingllm.load.Capacity;
import io.github.gatlingllm.load.LevelCourse;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.LoadProfile;
import io.github.gatlingllm.load.OpenLoad;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.load.Prices;
import io.github.gatlingllm.load.ProbeVerdict;
import io.github.gatlingllm.load.RunEnd;
import io.github.gatlingllm.metrics.LimitedMetric;
import io.github.gatlingllm.metrics.RequestLimits;
import io.github.gatlingllm.objective.ObjectiveNames;
import io.github.gatlingllm.objective.Objectives;
import io.github.gatlingllm.record.RequestRecord;
import io.github.gatlingllm.record.Requests;
import io.github.gatlingllm.record.RunLog;
import io.github.gatlingllm.record.RunRecorder;
import io.github.gatlingllm.record.RunStatistics;
import io.github.gatlingllm.report.VerdictRule.Limits;
import io.github.gatlingllm.timing.RunClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of requests of every outcome, counted by several threads, and made again from files. */
class RebuiltRunTest {

  private static final int THREADS = 4;
  private static final int LOOPS = 3;
  private static final long BACKLOG_LIMIT = 1000;
  private static final GatlingFigures NO_GATLING = GatlingFigures.missing("none");
  private static final LoadProfile LOAD =
      LoadProfile.concurrency(7).rampUp(Duration.ofNanos(123_456_789)).maxRequests(2000);
  private static final VerdictSettings VERDICT =
      VerdictSettings.DEFAULT.with(VerdictRule.LAG_SHARE, new Limits(0, 0.123));

  private static final Objectives ASKED =
      new Objectives(
          RequestLimits.NONE
              .with(LimitedMetric.TTFT, Duration.ofNanos(60_000_001))
              .with(LimitedMetric.TTFNT, Duration.ofMillis(70))
              .with(LimitedMetric.TPOT, Duration.ofNanos(15_123_456))
              .with(LimitedMetric.E2E, Duration.ofMillis(500))
              .with(LimitedMetric.LONGEST_STALL, Duration.ofMillis(29)),
          ObjectiveNames.all().stream().map(name -> ObjectiveNames.of(name, 0.123457)).toList());

  @TempDir private Path folder;
  private final RunClock clock =
      RunClock.of(() -> 77, Instant.parse("2026-01-02T03:04:05.678901Z"));
  private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();

  @AfterEach
  void close() {
    loop.shutdownNow();
  }

  private RunStatistics count(List<RequestRecord> requests) throws Exception {
    RunRecorder recorder =
        new RunRecorder(
            clock, List.of(new RunLog(folder.resolve("run_log.jsonl"), clock)), ASKED.limits());
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      int first = t;
      Thread thread =
          new Thread(
              () -> {
                for (int i = first; i < requests.size(); i += THREADS) {
                  recorder.record(requests.get(i));
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return recorder.finish();
  }

  @SuppressWarnings("FutureReturnValueIgnored")
  private ClientHealth watch() {
    LoadState load = new LoadState();
    LoadGate gate = LoadGate.open();
    load.add(gate);
    gate.tryStart(0);
    Loop seen = (nanos, task) -> loop.schedule(task, nanos, TimeUnit.NANOSECONDS);
    List<Loop> loops = List.of(seen, seen, (nanos, task) -> {});
    return new HealthMonitor(
            RunClock.start(), loops, load, () -> 5, BACKLOG_LIMIT, folder.resolve("health.jsonl"))
        .stop();
  }

  private RunFacts facts(RunStatistics statistics) {
    Map<Phase, LoadGate.Window> windows = new EnumMap<>(Phase.class);
    LoadGate gate =
        LoadGate.past(
            LOAD, statistics.firstStartedNanos(), OptionalLong.of(statistics.lastStartedNanos()));
    for (Phase phase : Phase.values()) {
      gate.window(phase, statistics.lastDoneNanos())
          .ifPresent(window -> windows.put(phase, window));
    }
    RunFacts some = Runs.facts(0, 0, windows, List.of("a warning \u2713", "another"), 3, 0);
    return new RunFacts(
        some.runId(),
        some.simulation(),
        some.start(),
        clock.toInstant(statistics.lastDoneNanos()),
        clock.toEpochNanos(statistics.firstStartedNanos()),
        clock.toEpochNanos(statistics.lastDoneNanos()),
        some.versions(),
        some.host(),
        some.endpoint(),
        windows,
        Optional.of(LOAD),
        List.of(),
        Optional.empty(),
        Optional.of(Calibrations.of("load-1", 2)),
        RunEnd.aborted("errorRate", "3 of the last 4 requests failed"),
        Optional.of(new Prices(0.15, 0.6)),
        ASKED,
        some.notSent(),
        0,
        some.warnings(),
        some.files(),
        some.gatlingReport(),
        some.weights());
  }

  private void append(RunFacts facts, boolean ended) throws IOException {
    KnownRun.Client client =
        new KnownRun.Client(LOOPS, Runtime.getRuntime().availableProcessors(), BACKLOG_LIMIT);
    RunFactsFile.append(
        folder.resolve("run_facts.jsonl"),
        new KnownRun(facts, VERDICT, client, true, OptionalLong.empty(), ended),
        clock::toEpochNanos);
  }

  private RunSummary live(long seed) throws Exception {
    return live(Requests.random(2000, seed), Map.of());
  }

  private RunSummary live(List<RequestRecord> requests, Map<String, Integer> weights)
      throws Exception {
    append(Runs.facts(0, 0, Map.of()), false);
    ClientHealth health = watch();
    RunStatistics statistics = count(requests);
    RunFacts facts = facts(statistics).withWeights(weights);
    append(facts, true);
    return RunSummary.of(statistics, facts, NO_GATLING, health, VERDICT);
  }

  private RunSummary rebuilt() throws IOException {
    return RebuiltRun.summaryOf(folder);
  }

  /** Without what only a live run knows: what Gatling counted. */
  private static String json(RunSummary summary) {
    String json = new SummaryJson(summary).toString();
    return json.substring(0, json.indexOf("\n  \"gatling\": {"));
  }

  @ParameterizedTest
  @ValueSource(longs = {41, 42, 43})
  void everyFigureIsTheSameToTheLastDigit(long seed) throws Exception {
    RunSummary live = live(seed);
    RunSummary rebuilt = rebuilt();

    assertThat(json(rebuilt)).isEqualTo(json(live));
    assertThat(new SummaryCsv(rebuilt)).hasToString(new SummaryCsv(live).toString());
    assertThat(rebuilt.verdict()).isEqualTo(live.verdict());
    assertThat(rebuilt.objectives()).isEqualTo(live.objectives());
    assertThat(rebuilt.facts().objectives()).isEqualTo(ASKED);
    assertThat(rebuilt.steady().orElseThrow().goodput().orElseThrow().good()).isPositive();
  }

  /** More names than are told apart, in threads that see them in orders of their own. */
  @ParameterizedTest
  @ValueSource(ints = {2, 100})
  void figuresByNameAreTheSameToTheLastDigit(int names) throws Exception {
    List<String> some = IntStream.range(0, names).mapToObj(i -> "name " + i).toList();
    List<RequestRecord> requests = Requests.named(Requests.random(2000, 51), some, 52);
    RunSummary live = live(requests, Map.of("name 1", 3, "never", 2, "name 0", 1));

    RunSummary rebuilt = rebuilt();

    assertThat(json(live)).contains("\"byName\"", "\"never\"", "\"shareAsked\"");
    assertThat(json(rebuilt)).isEqualTo(json(live));
    assertThat(new NamedCsv(rebuilt)).hasToString(new NamedCsv(live).toString());
    assertThat(new ConsoleSummary(rebuilt).render())
        .contains(String.join("\n", NamedText.lines(live.byName())));
  }

  private static final int LEVELS = 5;

  private static final Optional<Capacity> CAPACITY =
      Optional.of(
          new Capacity(
              Capacity.Answer.CLIENT_LIMITED,
              false,
              OptionalDouble.of(2.123456789),
              OptionalDouble.of(2.5),
              0.123456789,
              List.of(
                  new Capacity.Probe(
                      0, 2.5, new ProbeVerdict(ProbeVerdict.Result.MISSED, "p95 \u2713\n")),
                  new Capacity.Probe(
                      1, 2.5, new ProbeVerdict(ProbeVerdict.Result.UNCLEAR, "late")))));

  private RunSummary liveLevels(boolean ended) throws Exception {
    List<RequestRecord> requests = new ArrayList<>();
    List<RequestRecord> random = Requests.random(1000, 61);
    for (int i = 0; i < random.size(); i++) {
      requests.add(Runs.ofLevel(random.get(i), i * LEVELS / random.size()));
    }
    append(Runs.facts(0, 0, Map.of()), false);
    ClientHealth health = watch();
    RunStatistics statistics = count(requests);
    List<LevelFacts> levels = new ArrayList<>();
    for (int i = 0; i < (ended ? LEVELS : LEVELS - 1); i++) {
      levels.add(
          new LevelFacts(
              i,
              OpenLoad.poisson(1.5 + i).steady(Duration.ofSeconds(3)),
              i == LEVELS - 2 && !ended ? Map.of() : Map.of(Phase.STEADY, Runs.window(i, i + 0.7)),
              i == 2
                  ? Optional.of(new LevelCourse.Cut(LevelCourse.Cut.Kind.CLIENT, "late \u2713"))
                  : Optional.empty()));
    }
    RunFacts facts = Runs.levelled(facts(statistics), levels, CAPACITY);
    append(facts, ended);
    return RunSummary.of(statistics, facts, NO_GATLING, health, VERDICT);
  }

  @Test
  void figuresOfLevelsAreTheSameToTheLastDigit() throws Exception {
    RunSummary live = liveLevels(true);
    RunSummary rebuilt = rebuilt();

    assertThat(json(live)).contains("\"levels\"", "\"knee\"", "\"client-limited\"", "\"cut\"");
    assertThat(json(rebuilt)).isEqualTo(json(live));
    assertThat(new LevelsCsv(rebuilt)).hasToString(new LevelsCsv(live).toString());
    assertThat(rebuilt.facts().capacity()).isEqualTo(CAPACITY);
    assertThat(new ConsoleSummary(rebuilt).render())
        .contains(String.join("\n", new LevelsText(live).table()));
  }

  @Test
  void aKilledRunHasTheLevelThatWentOnWithoutItsRates() throws Exception {
    liveLevels(false);

    List<LevelFigures> levels = rebuilt().levels();

    assertThat(levels).hasSize(LEVELS);
    assertThat(levels.get(0).tokensPerSecond()).isPresent();
    LevelFigures unfinished = levels.get(LEVELS - 2);
    assertThat(unfinished.rate()).contains(1.5 + LEVELS - 2);
    assertThat(unfinished.steady().orElseThrow().requests().started()).isPositive();
    assertThat(unfinished.tokensPerSecond()).isEmpty();
    // It began, and was not told of before the run was killed.
    assertThat(levels.get(LEVELS - 1).name()).isEqualTo("unknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-2", "1000", "2147483647", "99999999999", "\"one\"", "{}"})
  void aRequestOfNoLevelThatThereCanBeIsLeftOut(String level) throws Exception {
    liveLevels(true);
    Path log = folder.resolve("run_log.jsonl");
    List<String> lines = new ArrayList<>(Files.readAllLines(log));
    lines.set(3, lines.get(3).replaceFirst("\"level\":0", "\"level\":" + level));
    Files.write(log, lines);

    assertThat(rebuilt().flotest().totalRequests()).isEqualTo(999);
    assertThat(rebuilt().warnings())
        .anySatisfy(warning -> assertThat(warning).contains("1 line is broken and left out"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"by\":\"client\"|\"by\":\"nobody\"",
        "\"answer\":\"client-limited\"|\"answer\":\"perhaps\"",
        "\"result\":\"unclear\"|\"result\":7",
        "\"rate\":1.5|\"rate\":-1"
      })
  void factsOfLevelsThatAreBrokenAreLeftOut(String change) throws Exception {
    liveLevels(true);
    Path facts = folder.resolve("run_facts.jsonl");
    String text = Files.readString(facts);
    String broken = text.replace(change.split("\\|")[0], change.split("\\|")[1]);
    assertThat(broken).isNotEqualTo(text);
    Files.writeString(facts, broken);

    assertThat(rebuilt().levels()).hasSize(LEVELS).allMatch(level -> level.load().isEmpty());
    assertThat(rebuilt().warnings())
        .anySatisfy(warning -> assertThat(warning).contains("1 line is broken and left out"));
  }

  /** Each level writes two lines, which hold all levels before it. */
  @Test
  void theFactsOfManyLevelsTakeUpLittleRoom() throws IOException {
    List<LevelFacts> levels = new ArrayList<>();
    Path file = folder.resolve("run_facts.jsonl");
    for (int i = 0; i < 400; i++) {
      levels.add(
          new LevelFacts(i, LOAD, Map.of(Phase.STEADY, Runs.window(i, i + 1)), Optional.empty()));
      append(Runs.levelled(Runs.facts(0, 0, Map.of()), levels, Optional.empty()), false);
    }

    assertThat(Files.size(file)).isLessThan(3_000_000);
    Files.writeString(folder.resolve("run_log.jsonl"), "");
    assertThat(rebuilt().facts().levels()).hasSize(400);
  }

  @Test
  void aKilledRunHasThePhasesThatItsRequestsTellOf() throws Exception {
    RunSummary live = live(44);
    List<String> lines = Files.readAllLines(folder.resolve("run_facts.jsonl"));
    String begun = lines.get(1).replace("\"ended\":true", "\"ended\":false");
    String cut = lines.get(1).substring(0, lines.get(1).length() - 1);
    Files.writeString(
        folder.resolve("run_facts.jsonl"),
        begun.replaceFirst("\"windows\":\\{[^}]*}", "\"windows\":{}") + "\n" + cut);

    RunSummary rebuilt = rebuilt();

    // The load's clock starts with its first request, which is in the log.
    assertThat(rebuilt.phases()).usingRecursiveComparison().isEqualTo(live.phases());
    assertThat(rebuilt.warnings())
        .anySatisfy(warning -> assertThat(warning).startsWith("the run did not come to its end"))
        .anySatisfy(
            warning ->
                assertThat(warning).startsWith("run_facts.jsonl: its last line, 2, is cut off"));
  }

  @Test
  void aLogAloneHasAllFiguresButWindowsAndHealth() throws Exception {
    RunSummary live = live(45);
    Files.delete(folder.resolve("run_facts.jsonl"));
    Files.delete(folder.resolve("health.jsonl"));

    RunSummary rebuilt = rebuilt();

    assertThat(rebuilt.flotest()).usingRecursiveComparison().isEqualTo(live.flotest());
    assertThat(rebuilt.errors()).isEqualTo(live.errors());
    assertThat(rebuilt.allPhases())
        .usingRecursiveComparison()
        .ignoringFields("goodput") // Its limits are in the facts.
        .isEqualTo(live.allPhases());
    assertThat(rebuilt.allPhases().goodput()).isEmpty();
    assertThat(rebuilt.warnings())
        .contains(
            "run_facts.jsonl is not there",
            "health.jsonl is not there: how the client did is not known");
    assertThat(rebuilt.verdict().reasons()).extracting(VerdictReason::rule).contains("unobserved");
  }

  @Test
  void whatIsBrokenIsSaidInTheWarnings() throws Exception {
    live(46);
    for (String file : List.of("run_log.jsonl", "health.jsonl", "run_facts.jsonl")) {
      Path path = folder.resolve(file);
      Files.writeString(path, Files.readString(path) + "{\"runId\":\"x\",\"start\":\"noon\"}\n");
    }

    assertThat(rebuilt().warnings())
        .filteredOn(warning -> warning.contains("1 line is broken and left out: line "))
        .hasSize(3);
    assertThat(rebuilt().flotest().totalRequests()).isEqualTo(2000);
  }

  @Test
  void anEmptyLogIsARunWithoutRequests() throws IOException {
    Files.createFile(folder.resolve("run_log.jsonl"));

    assertThat(rebuilt().warnings()).contains("no request was made");
  }

  @Test
  void aFolderWithoutALogIsRefused() {
    assertThatThrownBy(this::rebuilt)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("run_log.jsonl");
  }
}
