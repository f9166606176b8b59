package io.github.gatlingllm.gatling;

import io.github.gatlingllm.load.CapacitySearch;
import io.github.gatlingllm.load.Level;
import io.github.gatlingllm.load.LevelCourse.Cut;
import io.github.gatlingllm.load.LevelRun;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.load.ProbeVerdict;
import io.github.gatlingllm.load.ProbeVerdict.Result;
import io.github.gatlingllm.objective.Objective;
import io.github.gatlingllm.objective.ObjectiveResult;
import io.github.gatlingllm.objective.ObjectiveWatch;
import io.github.gatlingllm.objective.Objectives;
import io.github.gatlingllm.objective.ShareObjective;
import io.github.gatlingllm.record.PhaseStatistics;
import io.github.gatlingllm.record.RequestRecord;
import io.github.gatlingllm.record.RunRecorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds the probes of a search against its objectives: each when it is over, and while it goes on
 * so far that one which is lost can be cut short.
 */
final class Probes implements CapacitySearch.Judge {

  /** The share of failures that a probe may have where no objective says it. */
  private static final double MOST_FAILURES = 0.01;

  private final Objectives objectives;
  private final RunRecorder recorder;
  private final IntFunction<Optional<LevelRun>> levels;
  private volatile @Nullable Watched watched;

  /** The probe that goes on. */
  private record Watched(int level, ObjectiveWatch watch) {}

  /**
   * The probes of a search.
   *
   * @param levels a run's levels by number
   */
  Probes(Objectives objectives, RunRecorder recorder, IntFunction<Optional<LevelRun>> levels) {
    this.objectives = withErrorRate(objectives);
    this.recorder = recorder;
    this.levels = levels;
  }

  /** A load is not met by an endpoint that turns away what is too much for it. */
  private static Objectives withErrorRate(Objectives given) {
    boolean asked = given.ofRun().stream().anyMatch(ShareObjective.class::isInstance);
    if (asked) {
      return given;
    }
    List<Objective> all = new ArrayList<>(given.ofRun());
    all.add(new ShareObjective(ShareObjective.Share.ERROR_RATE, MOST_FAILURES));
    return new Objectives(given.limits(), all);
  }

  /** So many requests a probe needs, for the percentiles among its objectives to mean anything. */
  long samplesNeeded() {
    return objectives.samplesForPercentiles();
  }

  /**
   * A probe begins.
   *
   * @param cut told, at most once, why it is to be ended
   */
  void begins(LevelRun level, Consumer<Cut> cut) {
    LoadGate gate = level.gate();
    watched =
        new Watched(
            level.number(),
            new ObjectiveWatch(
                objectives,
                () -> ObjectiveWatch.UNKNOWN,
                () -> gate.requestsStarted() - gate.requestsEnded(),
                missed -> cut.accept(new Cut(Cut.Kind.ENDPOINT, missed.reason()))));
  }

  /** A request has ended; only those of the steady phase of the probe that goes on count. */
  void ended(RequestRecord request) {
    Watched probe = watched;
    if (probe != null && request.level() == probe.level() && request.phase() == Phase.STEADY) {
      probe.watch().ended(request);
    }
  }

  @Override
  public ProbeVerdict judge(int number, Level level, Optional<Cut> cut) {
    if (cut.isPresent()) {
      boolean client = cut.get().kind() == Cut.Kind.CLIENT;
      return new ProbeVerdict(client ? Result.UNCLEAR : Result.MISSED, cut.get().reason());
    }
    PhaseStatistics steady = recorder.level(number).phase(Phase.STEADY);
    if (steady.started() == 0) {
      return new ProbeVerdict(Result.UNCLEAR, "no request was started in its steady phase");
    }
    List<ObjectiveResult> results = objectives.judge(steady, window(number));
    List<ObjectiveResult> missed = results.stream().filter(result -> !result.met()).toList();
    return missed.isEmpty()
        ? new ProbeVerdict(Result.MET, sentences(results))
        : new ProbeVerdict(Result.MISSED, sentences(missed));
  }

  private Optional<Duration> window(int number) {
    Optional<LevelRun> level = levels.apply(number);
    OptionalLong last = level.map(LevelRun::lastEndNanos).orElse(OptionalLong.empty());
    return last.isEmpty()
        ? Optional.empty()
        : level
            .flatMap(of -> of.gate().window(Phase.STEADY, last.getAsLong()))
            .map(window -> Duration.ofNanos(window.lengthNanos()));
  }

  private static String sentences(List<ObjectiveResult> results) {
    return results.stream().map(ObjectiveResult::sentence).collect(Collectors.joining("; "));
  }
}
