package io.github.gatlingllm.report;

import io.github.gatlingllm.health.ClientHealth;
import io.github.gatlingllm.health.HealthLogReader;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.LoadProfile;
import io.github.gatlingllm.load.OpenLoad;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.load.RunEnd;
import io.github.gatlingllm.objective.Objectives;
import io.github.gatlingllm.record.BrokenLineException;
import io.github.gatlingllm.record.JsonLinesFile;
import io.github.gatlingllm.record.LogFindings;
import io.github.gatlingllm.record.RequestRecord;
import io.github.gatlingllm.record.RunLogReader;
import io.github.gatlingllm.record.RunStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A run made again from what it wrote while it went on: every request from {@code run_log.jsonl},
 * the client's health from {@code health.jsonl}, and the rest from {@code run_facts.jsonl}. The
 * figures are those of the live run, to the last digit; docs/metrics.md names what is not.
 *
 * <p>A run that was killed has the figures of all that it wrote. What could not be read is left
 * out, and the summary's warnings say so.
 */
public final class RebuiltRun {

  private static final String NO_GATLING =
      "the summary is made again from the run's files, and Gatling's statistics are not in them";

  private static final String FLOTESTS =
      "run_log.jsonl is flotest's: its times count from the start of flotest's process";

  private final Path folder;
  private final Rejudging judged;
  private final Optional<MergedRun> merged;
  private boolean flotests;
  private final List<String> warnings = new ArrayList<>();

  private final RunFactsFile.Found found;
  private final RunStatistics statistics;

  /** The facts come first: they tell which requests are to be counted as good. */
  private RebuiltRun(Path folder, Rejudging judged) throws IOException {
    this.folder = folder;
    this.judged = judged;
    this.found = RunFactsFile.read(folder.resolve(RunFactsFile.FILE));
    this.merged = MergedRun.read(folder);
    this.statistics = new RunStatistics(known(new RunStatistics()).facts().objectives().limits());
  }

  /**
   * The summary of the run in a folder.
   *
   * @throws IOException if there is no run log that can be read
   */
  public static RunSummary summaryOf(Path folder) throws IOException {
    return new RebuiltRun(folder, Rejudging.NONE)
        .summary(request -> {}, GatlingFigures.missing(NO_GATLING), files -> files);
  }

  /**
   * The same, for a report.
   *
   * @param requests gets each request, in the order of the log
   * @param gatling what Gatling counted, if that is still known
   * @param files the files that the run will have, of those that it had and of what it counted
   * @param judged what it is judged by
   */
  static RunSummary summaryOf(
      Path folder,
      Consumer<RequestRecord> requests,
      Optional<GatlingFigures> gatling,
      UnaryOperator<List<Path>> files,
      Rejudging judged)
      throws IOException {
    return new RebuiltRun(folder, judged)
        .summary(requests, gatling.orElseGet(() -> GatlingFigures.missing(NO_GATLING)), files);
  }

  private RunSummary summary(
      Consumer<RequestRecord> requests, GatlingFigures gatling, UnaryOperator<List<Path>> files)
      throws IOException {
    LogFindings log =
        RunLogReader.read(
            folder.resolve(RunLogReader.FILE),
            request -> {
              statistics.add(request);
              flotests |= request.name().equals(RunLogReader.FLOTEST);
              requests.accept(request);
            });
    warnings.addAll(log.warnings());
    warnings.addAll(found.warnings());
    KnownRun known = known(statistics);
    if (found.known().isEmpty() && flotests) {
      warnings.add(FLOTESTS);
    }
    ClientHealth health = health(known.client());
    if (!known.hasEnded()) {
      warnings.add(
          "the run did not come to its end: requests that were open then are missing, and its"
              + " phases are worked out from the others");
    }
    return RunSummary.of(statistics, facts(known, files), gatling, health, known.verdict(), merged);
  }

  /** What is known beside these requests, with what all of it is judged by. */
  private KnownRun known(RunStatistics requests) {
    return judged.of(found.known().orElseGet(() -> unknown(requests)), merged.isPresent());
  }

  /** Of a log without its facts: its requests are all there is. */
  private KnownRun unknown(RunStatistics requests) {
    Instant start = requests.total() > 0 ? instant(requests.firstStartedNanos()) : Instant.EPOCH;
    RunFacts facts =
        new RunFacts(
            String.valueOf(folder.toAbsolutePath().normalize().getFileName()),
            flotests ? RunLogReader.FLOTEST : "unknown",
            start,
            start,
            0,
            0,
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            RunEnd.UNFINISHED,
            Optional.empty(),
            Objectives.NONE,
            0,
            0,
            List.of(),
            List.of(),
            Optional.empty(),
            Map.of());
    return new KnownRun(
        facts,
        VerdictSettings.DEFAULT,
        new KnownRun.Client(0, 1, 1),
        false,
        OptionalLong.empty(),
        false);
  }

  private ClientHealth health(KnownRun.Client client) throws IOException {
    HealthLogReader reader =
        new HealthLogReader(client.loops(), client.processors(), client.logBacklogLimitBytes());
    Path file = folder.resolve(HealthLogReader.FILE);
    if (Files.exists(file)) {
      JsonLinesFile lines = new JsonLinesFile(file, HealthLogReader.FIRST_KEY);
      warnings.addAll(
          lines
              .read((bytes, offset, length) -> addHealth(reader, bytes, offset, length))
              .warnings());
    } else {
      warnings.add(HealthLogReader.FILE + " is not there: how the client did is not known");
    }
    return reader.health();
  }

  private static void addHealth(HealthLogReader reader, byte[] bytes, int offset, int length)
      throws BrokenLineException {
    try {
      reader.add(bytes, offset, length);
    } catch (IOException e) {
      throw new BrokenLineException(String.valueOf(e.getMessage()));
    }
  }

  private RunFacts facts(KnownRun known, UnaryOperator<List<Path>> files) {
    RunFacts told = known.facts();
    boolean any = statistics.total() > 0;
    List<String> all = new ArrayList<>(told.warnings());
    all.addAll(warnings);
    return new RunFacts(
        told.runId(),
        told.simulation(),
        told.start(),
        any ? instant(statistics.lastDoneNanos()) : told.end(),
        any ? statistics.firstStartedNanos() : 0,
        any ? statistics.lastDoneNanos() : 0,
        told.versions(),
        told.host(),
        told.endpoint(),
        known.hasEnded() || !any || !known.oneLoad() ? told.windows() : windows(known),
        told.load(),
        told.levels(),
        told.capacity(),
        told.calibration(),
        known.hasEnded() ? told.ended() : RunEnd.UNFINISHED,
        told.prices(),
        told.objectives(),
        told.notSent(),
        told.notLogged(),
        all,
        files.apply(told.files()),
        told.gatlingReport(),
        told.weights());
  }

  /** As the live run would have had them, had it ended with its last request in the log. */
  private Map<Phase, LoadGate.Window> windows(KnownRun known) {
    Optional<LoadProfile> load = known.facts().load();
    long asked = load.map(LoadProfile::maxRequests).orElse(OptionalLong.empty()).orElse(-1);
    OptionalLong close =
        statistics.total() == asked ? OptionalLong.of(last(load)) : OptionalLong.empty();
    LoadGate gate = LoadGate.past(load.orElse(null), begin(known), close);
    for (Phase phase : Phase.values()) {
      statistics.phase(phase).firstStartedNanos().ifPresent(first -> gate.entered(phase, first));
    }
    Map<Phase, LoadGate.Window> windows = new EnumMap<>(Phase.class);
    for (Phase phase : Phase.values()) {
      gate.window(phase, statistics.lastDoneNanos())
          .ifPresent(window -> windows.put(phase, window));
    }
    return windows;
  }

  /**
   * Where the facts do not tell, a schedule began so long before its first request as its process
   * says: wrong only if that request was open when the run was killed, and so is not in the log.
   */
  private long begin(KnownRun known) {
    if (known.begin().isPresent()) {
      return known.begin().getAsLong();
    }
    Optional<LoadProfile> load = known.facts().load();
    OptionalLong first = statistics.pooled().startTimes().firstScheduledNanos();
    return load.orElse(null) instanceof OpenLoad open && first.isPresent()
        ? first.getAsLong() - open.arrivals().nextLong()
        : statistics.firstStartedNanos();
  }

  private long last(Optional<LoadProfile> load) {
    OptionalLong last = statistics.pooled().startTimes().lastScheduledNanos();
    return load.orElse(null) instanceof OpenLoad && last.isPresent()
        ? last.getAsLong()
        : statistics.lastStartedNanos();
  }

  private static Instant instant(long epochNanos) {
    return Instant.EPOCH.plusNanos(epochNanos);
  }
}
