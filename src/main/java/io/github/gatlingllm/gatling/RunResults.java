package io.github.gatlingllm.gatling;

import io.github.gatlingllm.health.ClientHealth;
import io.github.gatlingllm.health.HealthMonitor;
import io.github.gatlingllm.health.HealthNow;
import io.github.gatlingllm.health.HostName;
import io.github.gatlingllm.health.LoadState;
import io.github.gatlingllm.health.Loop;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.RunEnd;
import io.github.gatlingllm.metrics.RequestLimits;
import io.github.gatlingllm.record.RecordSink;
import io.github.gatlingllm.record.RunRecorder;
import io.github.gatlingllm.record.RunStatistics;
import io.github.gatlingllm.report.CalibrationFile;
import io.github.gatlingllm.report.CalibrationResult;
import io.github.gatlingllm.report.ConsoleSummary;
import io.github.gatlingllm.report.GatlingFigures;
import io.github.gatlingllm.report.KnownRun;
import io.github.gatlingllm.report.RunFacts;
import io.github.gatlingllm.report.RunFactsFile;
import io.github.gatlingllm.report.RunSummary;
import io.github.gatlingllm.report.VerdictSettings;
import io.github.gatlingllm.timing.RunClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The results of a run, from the making of its folder to the summary. Where no file can be written,
 * one warning says so and the run goes on: the summary is printed, and Gatling has its rows.
 */
final class RunResults {

  private final RunClock clock;
  private final long startNanos;
  private final RunSettings settings;
  private final List<String> warnings = new ArrayList<>();
  private final ResultFiles files;
  private final ReportedLoads loads = new ReportedLoads();
  private final RunRecorder recorder;
  private final LoadState loadState = new LoadState();
  private final HealthMonitor health;
  private final @Nullable Path factsFile;
  private final KnownRun.Client client;
  private final Optional<CalibrationResult> calibration;
  private final AtomicBoolean beginKnown = new AtomicBoolean();
  private List<String> notWritten = List.of();
  private boolean over;

  private RunResults(
      RunSettings settings, RunClock clock, List<Loop> loops, List<RecordSink> watchers) {
    this.clock = clock;
    this.startNanos = clock.nanos();
    this.settings = settings;
    warnings.addAll(settings.warnings());
    this.files = new ResultFiles(settings, clock, startNanos, warnings::add);
    List<RecordSink> sinks = files.openSinks();
    sinks.addAll(watchers);
    this.recorder = new RunRecorder(clock, sinks, limits());
    files.writeResolvedConfig();
    this.factsFile = files.add(RunFactsFile.FILE);
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
    Path file = files.add("health.jsonl");
    return new HealthMonitor(
        clock, loops, loadState, recorder::backlogBytes, RunRecorder.MAX_BACKLOG_BYTES, file);
  }

  /** Another protocol takes part in the run. */
  void use(LlmProtocol protocol, LoadGate gate) {
    loads.add(protocol, gate);
    loadState.add(gate);
    warnOfOtherSettings(protocol);
    writeUnfinished();
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
    loads.add(protocol, levels);
    warnOfOtherSettings(protocol);
    writeUnfinished();
  }

  /** A level is about to begin: from now on the client's health knows of it. */
  void levelBegins(LoadGate gate) {
    loadState.add(gate);
    tellFactsSoon();
  }

  /** A level is over: a run that is killed later can tell of it. */
  void levelEnded() {
    tellFactsSoon();
  }

  /** From the beginning on, so that a run that is killed can be told of by its files. */
  private void writeUnfinished() {
    writeFacts(
        facts(new RunStatistics(), files.all(), Optional.empty(), 0, RunEnd.UNFINISHED), false);
  }

  private void writeFacts(RunFacts facts, boolean ended) {
    if (factsFile != null) {
      KnownRun known =
          new KnownRun(
              facts, settings.verdict(), client, loads.isOne(), loads.scheduledBegin(), ended);
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
      writeUnfinished();
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
   * @param logged rows that Gatling was given
   * @param notSent requests that could not be built
   * @param end how the run came to its end
   * @return the summary
   */
  RunSummary finish(GatlingLog gatlingLog, LoggedRows logged, long notSent, RunEnd end) {
    beginEnd();
    ClientHealth seen = health.stop();
    health.problem().ifPresent(warnings::add);
    RunStatistics statistics = recorder.finish();
    warnings.addAll(recorder.problems());
    GatlingFigures figures = gatlingLog.figures(logged.counts());
    SummaryFiles summaries = new SummaryFiles(files, settings.formats(), statistics, loads);
    RunFacts facts = facts(statistics, summaries.named(), gatlingLog.folder(), notSent, end);
    writeFacts(facts, true);
    RunSummary summary = RunSummary.of(statistics, facts, figures, seen, settings.verdict());
    summaries.write(summary);
    System.out.println(new ConsoleSummary(summary).render());
    summaries.export(summary);
    notWritten = summaries.notWritten();
    return summary;
  }

  /** Files that were asked for and that the end of the run did not write, one sentence each. */
  List<String> notWritten() {
    return notWritten;
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
    long endNanos = clock.nanos();
    return new RunFacts(
        files.runId(),
        settings.simulation(),
        clock.toInstant(startNanos),
        clock.toInstant(any ? statistics.lastDoneNanos() : endNanos),
        any ? clock.toEpochNanos(statistics.firstStartedNanos()) : 0,
        any ? clock.toEpochNanos(statistics.lastDoneNanos()) : 0,
        HostFacts.versions(),
        HostFacts.host(clock),
        loads.endpoint(),
        any ? loads.windows(statistics.lastDoneNanos()) : Map.of(),
        loads.profile(),
        loads.levelFacts(over),
        loads.capacity(),
        calibration,
        end,
        settings.ends().rules().prices(),
        settings.ends().objectives(),
        notSent,
        recorder.notLogged(),
        warnings,
        named,
        report,
        loads.weights());
  }

  /** What an earlier calibration found out about this host; it must not keep a run from ending. */
  private Optional<CalibrationResult> readCalibration() {
    CalibrationFile.Found found =
        CalibrationFile.of(settings.outputDir(), HostName.current())
            .read(Runtime.getRuntime().availableProcessors());
    found.warning().ifPresent(warnings::add);
    return found.result();
  }
}
