package io.github.gatlingllm.gatling;

import io.github.gatlingllm.health.ClientHealth;
import io.github.gatlingllm.health.HealthMonitor;
import io.github.gatlingllm.health.HealthNow;
import io.github.gatlingllm.health.HostName;
import io.github.gatlingllm.health.LoadState;
import io.github.gatlingllm.health.Loop;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.OpenLoad;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.load.RunEnd;
import io.github.gatlingllm.metrics.RequestLimits;
import io.github.gatlingllm.record.IndividualResponses;
import io.github.gatlingllm.record.PromptsFile;
import io.github.gatlingllm.record.RecordSink;
import io.github.gatlingllm.record.RequestsCsv;
import io.github.gatlingllm.record.ResponseLimits;
import io.github.gatlingllm.record.RunFolder;
import io.github.gatlingllm.record.RunLog;
import io.github.gatlingllm.record.RunRecorder;
import io.github.gatlingllm.record.RunStatistics;
import io.github.gatlingllm.report.CalibrationFile;
import io.github.gatlingllm.report.CalibrationResult;
import io.github.gatlingllm.report.ConsoleSummary;
import io.github.gatlingllm.report.GatlingFigures;
import io.github.gatlingllm.report.KnownRun;
import io.github.gatlingllm.report.LevelFacts;
import io.github.gatlingllm.report.LevelsCsv;
import io.github.gatlingllm.report.NamedCsv;
import io.github.gatlingllm.report.RunFacts;
import io.github.gatlingllm.report.RunFactsFile;
import io.github.gatlingllm.report.RunSummary;
import io.github.gatlingllm.report.SummaryCsv;
import io.github.gatlingllm.report.SummaryJson;
import io.github.gatlingllm.report.TurnCsv;
import io.github.gatlingllm.report.VerdictSettings;
import io.github.gatlingllm.timing.RunClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The files of a run, from the making of its folder to the summary. Where no file can be written,
 * one warning says so and the run goes on: the summary is printed, and Gatling has its rows.
 */
final class RunResults {

  private final RunClock clock;
  private final long startNanos;
  private final RunSettings settings;
  private final String runId;
  private final @Nullable Path folder;
  private final List<String> warnings = new ArrayList<>();
  private final List<String> notWritten = new ArrayList<>();
  private final List<Path> files = new ArrayList<>();
  private final List<LlmProtocol> protocols = new ArrayList<>();
  private final List<LoadGate> gates = new ArrayList<>();
  private final RunRecorder recorder;
  private final LoadState load = new LoadState();
  private final HealthMonitor health;
  private final @Nullable Path factsFile;
  private final KnownRun.Client client;
  private final Optional<CalibrationResult> calibration;
  private final AtomicBoolean beginKnown = new AtomicBoolean();
  private @Nullable RunLevels runLevels;
  private boolean over;

  private RunResults(
      RunSettings settings, RunClock clock, List<Loop> loops, List<RecordSink> watchers) {
    this.clock = clock;
    this.startNanos = clock.nanos();
    this.settings = settings;
    warnings.addAll(settings.warnings());
    String wanted = settings.runId().orElseGet(() -> RunFolder.idAt(clock.toInstant(startNanos)));
    RunFolder made = makeFolder(wanted);
    this.folder = made == null ? null : made.path();
    this.runId = made == null ? wanted : made.runId();
    this.recorder = new RunRecorder(clock, openSinks(watchers), limits());
    writeResolvedConfig();
    this.factsFile = folder == null ? null : folder.resolve(RunFactsFile.FILE);
    if (factsFile != null) {
      files.add(factsFile);
    }
    this.health = watch(loops);
    this.client =
        new KnownRun.Client(
            loops.size(),
            Runtime.getRuntime().availableProcessors(),
            RunRecorder.MAX_BACKLOG_BYTES);
    this.calibration = readCalibration();
  }

  /**
   * Opens the files of a run.
   *
   * @param watchers what gets every ended request beside the files, and ends with them
   */
  static RunResults open(
      LlmProtocol protocol, RunClock clock, List<Loop> loops, List<RecordSink> watchers) {
    return new RunResults(protocol.run(), clock, loops, watchers);
  }

  private HealthMonitor watch(List<Loop> loops) {
    Path file = folder == null ? null : folder.resolve("health.jsonl");
    if (file != null) {
      files.add(file);
    }
    return new HealthMonitor(
        clock, loops, load, recorder::backlogBytes, RunRecorder.MAX_BACKLOG_BYTES, file);
  }

  private @Nullable RunFolder makeFolder(String wanted) {
    try {
      return RunFolder.create(settings.outputDir(), wanted);
    } catch (IOException | SecurityException e) {
      String warning =
          "no results are written, since "
              + settings.outputDir().toAbsolutePath()
              + " is not writable ("
              + e
              + "); token timing is in Gatling's own rows and in the summary below";
      warnings.add(warning);
      System.err.println("gatling-llm: " + warning);
      return null;
    }
  }

  private List<RecordSink> openSinks(List<RecordSink> watchers) {
    List<RecordSink> sinks = openSinks();
    sinks.addAll(watchers);
    return sinks;
  }

  private List<RecordSink> openSinks() {
    List<RecordSink> sinks = new ArrayList<>();
    if (folder == null) {
      return sinks;
    }
    open(sinks, folder.resolve("run_log.jsonl"), file -> new RunLog(file, clock));
    Path prompts = folder.resolve("prompts.jsonl");
    dropOld(prompts);
    if (settings.texts().logged() && !Files.exists(prompts)) { // It may be what the run reads.
      open(sinks, prompts, PromptsFile::new);
    }
    ResponseLimits saved = settings.texts().saved();
    if (saved != null) {
      open(
          sinks,
          folder.resolve(IndividualResponses.FOLDER),
          place -> new IndividualResponses(place, clock, saved));
    }
    if (settings.csv()) {
      open(sinks, folder.resolve("requests.csv"), file -> new RequestsCsv(file, clock));
    }
    return sinks;
  }

  private void dropOld(Path prompts) {
    try {
      OldPrompts.drop(prompts);
    } catch (IOException e) {
      warnings.add(prompts.getFileName() + " is not of this run, and cannot be deleted: " + e);
    }
  }

  private interface SinkOpener {
    RecordSink open(Path file) throws IOException;
  }

  private void open(List<RecordSink> sinks, Path file, SinkOpener opener) {
    attempt(file, () -> sinks.add(opener.open(file)));
  }

  private interface FileWork {
    void run() throws IOException;
  }

  private void attempt(Path file, FileWork work) {
    try {
      work.run();
      files.add(file);
    } catch (IOException e) {
      String warning = file.getFileName() + " cannot be written: " + e;
      warnings.add(warning);
      if (over) { // Nobody reads warnings any more.
        notWritten.add(warning);
      }
    }
  }

  private void writeResolvedConfig() {
    if (folder != null && settings.resolvedConfig().isPresent()) {
      Path file = folder.resolve("config.resolved.json");
      attempt(file, () -> Files.writeString(file, settings.resolvedConfig().get()));
    }
  }

  /** Another protocol takes part in the run. */
  void use(LlmProtocol protocol, LoadGate gate) {
    protocols.add(protocol);
    gates.add(gate);
    load.add(gate);
    warnOfOtherSettings(protocol);
    writeFacts(facts(new RunStatistics(), files, Optional.empty(), 0, RunEnd.UNFINISHED), false);
  }

  private void warnOfOtherSettings(LlmProtocol protocol) {
    if (!protocol.run().equals(settings)) {
      warnings.add(
          "the run has protocols with different results folders, run ids, texts kept or verdicts;"
              + " the first one's hold");
    }
  }

  /** A protocol of the run has levels. */
  void use(LlmProtocol protocol, RunLevels levels) {
    protocols.add(protocol);
    runLevels = levels;
    warnOfOtherSettings(protocol);
    writeFacts(facts(new RunStatistics(), files, Optional.empty(), 0, RunEnd.UNFINISHED), false);
  }

  /** A level is about to begin: from now on the client's health knows of it. */
  void levelBegins(LoadGate gate) {
    load.add(gate);
    tellFactsSoon();
  }

  /** A level is over: a run that is killed later can tell of it. */
  void levelEnded() {
    tellFactsSoon();
  }

  /** From the beginning on, so that a run that is killed can be told of by its files. */
  private void writeFacts(RunFacts facts, boolean ended) {
    if (factsFile != null) {
      KnownRun known = new KnownRun(facts, settings.verdict(), client, isOneLoad(), begin(), ended);
      try {
        RunFactsFile.append(factsFile, known, clock::toEpochNanos);
      } catch (IOException e) {
        warnings.add(factsFile.getFileName() + " is incomplete: " + e);
      }
    }
  }

  /** A run that is killed while its first request is open has no other trace of its begin. */
  void scheduleBegan() {
    if (!beginKnown.get() && beginKnown.compareAndSet(false, true)) {
      tellFactsSoon();
    }
  }

  /** Written by a thread of its own: this is an event loop's, whose users wait for it. */
  private void tellFactsSoon() {
    Thread writer = new Thread(this::writeFactsNow, "gatling-llm-facts");
    writer.setDaemon(true);
    writer.start();
  }

  private synchronized void writeFactsNow() {
    if (!over) { // The last line holds, and there is one of the end.
      writeFacts(facts(new RunStatistics(), files, Optional.empty(), 0, RunEnd.UNFINISHED), false);
    }
  }

  private synchronized void beginEnd() {
    over = true;
  }

  synchronized void warn(String warning) {
    warnings.add(warning);
  }

  /** How the client did last. */
  Optional<HealthNow> healthNow() {
    return health.latest();
  }

  RunRecorder recorder() {
    return recorder;
  }

  /**
   * Closes the log, and writes and prints the summary.
   *
   * @param notSent requests that could not be built
   * @param end how the run came to its end
   * @return the summary
   */
  RunSummary finish(
      GatlingLog gatlingLog, Map<String, LlmRun.LoggedRow> logged, long notSent, RunEnd end) {
    beginEnd();
    ClientHealth seen = health.stop();
    health.problem().ifPresent(warnings::add);
    RunStatistics statistics = recorder.finish();
    Map<String, GatlingFigures.Counts> counts = new TreeMap<>();
    logged.forEach((row, n) -> counts.put(row, new GatlingFigures.Counts(n.ok(), n.ko())));
    warnings.addAll(recorder.problems());
    GatlingFigures figures = gatlingLog.figures(counts);
    RunExports exports = new RunExports(settings.formats().exports(), folder);
    Path json = folder == null ? null : folder.resolve("summary.json");
    Path csv = folder == null || !settings.csv() ? null : folder.resolve("summary.csv");
    Path levelsCsv = csv == null || runLevels == null ? null : csv.resolveSibling("levels.csv");
    List<Path> named = new ArrayList<>(files);
    if (json != null) {
      named.add(json);
    }
    if (csv != null) {
      named.add(csv);
    }
    Path byName =
        csv != null && NamedCsv.isNeeded(statistics, weights())
            ? csv.resolveSibling(NamedCsv.FILE)
            : null;
    Path turns =
        csv != null && TurnCsv.isNeeded(statistics) ? csv.resolveSibling(TurnCsv.FILE) : null;
    if (turns != null) {
      named.add(turns);
    }
    if (levelsCsv != null) {
      named.add(levelsCsv);
    }
    if (byName != null) {
      named.add(byName);
    }
    exports.files().forEach(named::add);
    RunFacts facts = facts(statistics, named, gatlingLog.folder(), notSent, end);
    writeFacts(facts, true);
    RunSummary summary = RunSummary.of(statistics, facts, figures, seen, settings.verdict());
    if (json != null) {
      attempt(json, () -> new SummaryJson(summary).write(json));
    }
    if (csv != null) {
      attempt(csv, () -> new SummaryCsv(summary).write(csv));
    }
    if (levelsCsv != null) {
      attempt(levelsCsv, () -> new LevelsCsv(summary).write(levelsCsv));
    }
    if (byName != null) {
      attempt(byName, () -> new NamedCsv(summary).write(byName));
    }
    if (turns != null) {
      attempt(turns, () -> new TurnCsv(summary).write(turns));
    }
    System.out.println(new ConsoleSummary(summary).render());
    notWritten.addAll(exports.write(summary));
    return summary;
  }

  /** Files that were asked for and that the end of the run did not write, one sentence each. */
  List<String> notWritten() {
    return List.copyOf(notWritten);
  }

  /** What a good request keeps to. */
  RequestLimits limits() {
    return settings.ends().objectives().limits();
  }

  VerdictSettings verdictSettings() {
    return settings.verdict();
  }

  Optional<Duration> drainTimeout() {
    return Optional.ofNullable(settings.ends().drainTimeout());
  }

  private RunFacts facts(
      RunStatistics statistics, List<Path> named, Optional<Path> report, long notSent, RunEnd end) {
    boolean any = statistics.total() > 0;
    LlmProtocol protocol = protocols.get(0);
    long endNanos = clock.nanos();
    return new RunFacts(
        runId,
        settings.simulation(),
        clock.toInstant(startNanos),
        clock.toInstant(any ? statistics.lastDoneNanos() : endNanos),
        any ? clock.toEpochNanos(statistics.firstStartedNanos()) : 0,
        any ? clock.toEpochNanos(statistics.lastDoneNanos()) : 0,
        HostFacts.versions(),
        HostFacts.host(clock),
        endpoint(protocol),
        windows(statistics, any),
        Optional.ofNullable(protocol.load()),
        levelFacts(),
        runLevels == null ? Optional.empty() : runLevels.capacity(),
        calibration,
        end,
        settings.ends().rules().prices(),
        settings.ends().objectives(),
        notSent,
        recorder.notLogged(),
        warnings,
        named,
        report,
        weights());
  }

  /** Of several protocols' mixes, which share one report, the first one's. */
  private Map<String, Integer> weights() {
    return protocols.stream()
        .map(LlmProtocol::weights)
        .filter(asked -> !asked.isEmpty())
        .findFirst()
        .orElse(Map.of());
  }

  /** What an earlier calibration found out about this host; it must not keep a run from ending. */
  private Optional<CalibrationResult> readCalibration() {
    CalibrationFile.Found found =
        CalibrationFile.of(settings.outputDir(), HostName.current())
            .read(Runtime.getRuntime().availableProcessors());
    found.warning().ifPresent(warnings::add);
    return found.result();
  }

  private static Map<String, Object> endpoint(LlmProtocol protocol) {
    Map<String, Object> endpoint = new LinkedHashMap<>();
    endpoint.put("api", protocol.api().name());
    endpoint.put("baseUrl", protocol.endpoint());
    endpoint.put("model", protocol.modelName());
    endpoint.put("streaming", protocol.streaming());
    return endpoint;
  }

  /** A closed load begins with its first request, whenever that is. */
  private OptionalLong begin() {
    boolean scheduled = isOneLoad() && protocols.get(0).load() instanceof OpenLoad;
    return scheduled ? gates.get(0).beginNanos() : OptionalLong.empty();
  }

  /** Those that have begun, with their windows once they are over. */
  private List<LevelFacts> levelFacts() {
    return runLevels == null ? List.of() : LevelWindows.of(runLevels.levels(), over);
  }

  /** Levels are several loads, whatever there is beside them. */
  private boolean isOneLoad() {
    return runLevels == null && gates.stream().distinct().count() == 1;
  }

  /** The windows of the run's load; with several loads there is no one window for all of them. */
  private Map<Phase, LoadGate.Window> windows(RunStatistics statistics, boolean any) {
    Map<Phase, LoadGate.Window> windows = new EnumMap<>(Phase.class);
    if (any && isOneLoad()) {
      for (Phase phase : Phase.values()) {
        gates
            .get(0)
            .window(phase, statistics.lastDoneNanos())
            .ifPresent(window -> windows.put(phase, window));
      }
    }
    return windows;
  }
}
