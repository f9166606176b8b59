package io.github.gatlingllm.report;

import io.github.gatlingllm.load.ClosedLoad;
import io.github.gatlingllm.load.LevelCourse;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.LoadProfile;
import io.github.gatlingllm.load.OpenLoad;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.objective.ObjectiveResult;
import io.github.gatlingllm.objective.Objectives;
import io.github.gatlingllm.record.LevelStatistics;
import io.github.gatlingllm.record.Metric;
import io.github.gatlingllm.record.PhaseStatistics;
import io.github.gatlingllm.record.RunStatistics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The figures of one level.
 *
 * @param number from 0
 * @param load what was asked for; not known of a level that a killed run had no time to tell of
 * @param phases the phases that took place, in order
 * @param objectives what became of the objectives in its steady phase
 * @param cut why it was ended before its time, if it was
 */
record LevelFigures(
    int number,
    Optional<LoadProfile> load,
    Map<Phase, PhaseFigures> phases,
    List<ObjectiveResult> objectives,
    Optional<LevelCourse.Cut> cut) {

  /** The levels of a run, in order. */
  static List<LevelFigures> of(RunStatistics statistics, RunFacts facts) {
    Map<Integer, LevelFacts> told = new TreeMap<>();
    facts.levels().forEach(level -> told.put(level.number(), level));
    List<LevelFigures> levels = new ArrayList<>();
    statistics
        .levels()
        .forEach(
            (number, of) ->
                levels.add(
                    of(
                        number,
                        of,
                        Optional.ofNullable(told.get(number)),
                        facts.objectives(),
                        clock(statistics, facts))));
    return List.copyOf(levels);
  }

  /** Makes a window of the run's clock one of the calendar. */
  private interface Clock {
    PhaseFigures.Window window(LoadGate.Window span);
  }

  private static Clock clock(RunStatistics statistics, RunFacts facts) {
    return span -> RunSummary.window(span, statistics, facts);
  }

  private static LevelFigures of(
      int number,
      LevelStatistics statistics,
      Optional<LevelFacts> told,
      Objectives asked,
      Clock clock) {
    Map<Phase, PhaseFigures> phases = new EnumMap<>(Phase.class);
    for (Phase phase : Phase.values()) {
      PhaseStatistics of = statistics.phase(phase);
      Optional<PhaseFigures.Window> window =
          told.map(facts -> facts.windows().get(phase))
              .filter(span -> span.lengthNanos() > 0)
              .map(clock::window);
      if (window.isPresent() || of.started() > 0) {
        phases.put(phase, PhaseFigures.of(of, window));
      }
    }
    return new LevelFigures(
        number,
        told.map(LevelFacts::load),
        Collections.unmodifiableMap(phases),
        asked.judge(
            statistics.phase(Phase.STEADY),
            told.map(facts -> facts.windows().get(Phase.STEADY))
                .filter(span -> span.lengthNanos() > 0)
                .map(span -> Duration.ofNanos(span.lengthNanos()))),
        told.flatMap(LevelFacts::cut));
  }

  /** Whether there are objectives, and each was met. */
  boolean meetsObjectives() {
    return !objectives.isEmpty() && objectives.stream().allMatch(ObjectiveResult::met);
  }

  /** Its headline, if it had a steady phase. */
  Optional<PhaseFigures> steady() {
    return Optional.ofNullable(phases.get(Phase.STEADY));
  }

  /** Streams at once, if it asked for them. */
  Optional<Integer> concurrency() {
    return load.filter(ClosedLoad.class::isInstance).map(of -> ((ClosedLoad) of).concurrency());
  }

  /** Requests a second, if it asked for them; a replay has times instead. */
  Optional<Double> rate() {
    return load.filter(OpenLoad.class::isInstance)
        .map(OpenLoad.class::cast)
        .filter(of -> !of.isReplay())
        .map(OpenLoad::rate);
  }

  /** Streams or requests a second, for an order; the most where that is not known. */
  double value() {
    return concurrency().map(Integer::doubleValue).or(this::rate).orElse(Double.MAX_VALUE);
  }

  /** The load for people: {@code 8 streams} or {@code 2.5/s}. */
  String name() {
    return concurrency()
        .map(streams -> streams + (streams == 1 ? " stream" : " streams"))
        .or(() -> rate().map(rate -> Numbers.rounded(rate).toPlainString() + "/s"))
        .orElse(load.isPresent() ? "replay" : "unknown");
  }

  /** Output tokens a second of the steady phase; input tokens where nothing can come out. */
  Optional<Double> tokensPerSecond() {
    return steady().flatMap(PhaseFigures::tokensPerSecond);
  }

  /**
   * Throughput by latency, Kleinrock's "power": output tokens a second of the steady phase by the
   * mean E2E, in seconds.
   */
  Optional<Double> power() {
    Optional<Double> seconds =
        steady()
            .flatMap(of -> of.latency(Metric.E2E))
            .map(Spread::mean)
            .map(millis -> millis / Numbers.MILLIS_PER_SECOND)
            .filter(mean -> mean > 0);
    return seconds.flatMap(mean -> tokensPerSecond().map(tokens -> tokens / mean));
  }
}
