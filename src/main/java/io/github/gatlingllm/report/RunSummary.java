package io.github.gatlingllm.report;

import io.github.gatlingllm.health.ClientHealth;
import io.github.gatlingllm.load.Capacity;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.record.PhaseStatistics;
import io.github.gatlingllm.record.RunStatistics;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that is told of a run at its end, computed once. Immutable; {@link SummaryJson},
 * {@link SummaryCsv} and {@link ConsoleSummary} write it down.
 */
public final class RunSummary {

  /** The version of the keys that are ours, in {@code summary.json}. */
  static final int SCHEMA_VERSION = 1;

  private static final int MAX_MESSAGE_CHARS = 1000;

  /**
   * Requests that failed in the same way.
   *
   * @param count how many
   * @param lastMessage what was said of one of them; from outside, bounded
   */
  public record Errors(long count, String lastMessage) {}

  private final RunFacts facts;
  private final FlotestFigures flotest;
  private final Map<Phase, PhaseFigures> phases;
  private final PhaseFigures allPhases;
  private final List<LevelFigures> levels;
  private final Optional<NamedFigures> byName;
  private final Optional<PromptTokenFigures> promptTokens;
  private final Optional<TurnFigures> turns;
  private final Map<String, Errors> errors;
  private final GatlingFigures gatling;
  private final HealthFigures health;
  private final Optional<Cost> cost;
  private final JudgedObjectives objectives;
  private final PhaseFigures watched;
  private final Verdict verdict;
  private final Optional<Definitions> definitions;
  private final List<String> warnings;
  private final Optional<MergedRun> merged;

  private RunSummary(
      RunStatistics statistics,
      RunFacts facts,
      GatlingFigures gatling,
      ClientHealth clientHealth,
      VerdictSettings settings,
      Optional<MergedRun> merged) {
    this.merged = merged;
    this.facts = facts;
    this.flotest = FlotestFigures.of(statistics, facts);
    this.phases = phases(statistics, facts);
    this.allPhases = PhaseFigures.of(statistics.pooled(), wholeRun(statistics, facts));
    this.levels = LevelFigures.of(statistics, facts);
    this.byName =
        NamedFigures.of(
            statistics,
            facts.weights(),
            steady().flatMap(PhaseFigures::window),
            allPhases.window());
    this.promptTokens = PromptTokenFigures.of(statistics.promptTokens());
    this.turns = TurnFigures.of(statistics);
    this.errors = errors(statistics, allPhases);
    this.gatling = gatling;
    this.cost = facts.prices().map(prices -> Cost.of(statistics, prices));
    this.objectives = JudgedObjectives.of(statistics, facts);
    this.health = HealthFigures.of(clientHealth);
    this.watched = health.ofSteady() ? steady().orElse(allPhases) : allPhases;
    this.verdict =
        merged
            .map(MergedRun::verdict)
            .orElseGet(
                () ->
                    new VerdictRules(health, watched, allPhases, facts, settings)
                        .with(turns)
                        .verdict());
    this.definitions = Definitions.of(statistics, steady(), allPhases);
    this.warnings = new SummaryWarnings(this).all();
  }

  /**
   * The summary of a run.
   *
   * @param statistics what was counted, of all threads together
   * @param facts what is known beside that
   * @param gatling what Gatling counted
   * @param health how the machine that made the load did
   * @param settings what the verdict depends on
   */
  public static RunSummary of(
      RunStatistics statistics,
      RunFacts facts,
      GatlingFigures gatling,
      ClientHealth health,
      VerdictSettings settings) {
    return of(statistics, facts, gatling, health, settings, Optional.empty());
  }

  /** The same of runs that were joined: their verdict is that of their machines. */
  static RunSummary of(
      RunStatistics statistics,
      RunFacts facts,
      GatlingFigures gatling,
      ClientHealth health,
      VerdictSettings settings,
      Optional<MergedRun> merged) {
    return new RunSummary(statistics, facts, gatling, health, settings, merged);
  }

  private static Map<Phase, PhaseFigures> phases(RunStatistics statistics, RunFacts facts) {
    Map<Phase, PhaseFigures> phases = new EnumMap<>(Phase.class);
    for (Phase phase : Phase.values()) {
      PhaseStatistics of = statistics.phase(phase);
      Optional<PhaseFigures.Window> window =
          Optional.ofNullable(facts.windows().get(phase))
              .filter(span -> span.lengthNanos() > 0 && statistics.total() > 0)
              .map(span -> window(span, statistics, facts));
      if (window.isPresent() || of.started() > 0) {
        phases.put(phase, PhaseFigures.of(of, window));
      }
    }
    return Collections.unmodifiableMap(phases);
  }

  /** The first request's start is known on both clocks, so it says where the others are. */
  static PhaseFigures.Window window(
      LoadGate.Window span, RunStatistics statistics, RunFacts facts) {
    // In whole nanoseconds: milliseconds since 1970 have no digits left for them.
    long first = facts.firstStartEpochNanos() - statistics.firstStartedNanos();
    return new PhaseFigures.Window(
        (first + span.startNanos()) / Numbers.NANOS_PER_MILLI,
        (first + span.endNanos()) / Numbers.NANOS_PER_MILLI,
        span.lengthNanos() / Numbers.NANOS_PER_SECOND);
  }

  private static Optional<PhaseFigures.Window> wholeRun(RunStatistics statistics, RunFacts facts) {
    return statistics.total() > 0 && statistics.lastDoneNanos() > statistics.firstStartedNanos()
        ? Optional.of(
            window(
                new LoadGate.Window(statistics.firstStartedNanos(), statistics.lastDoneNanos()),
                statistics,
                facts))
        : Optional.empty();
  }

  private static Map<String, Errors> errors(RunStatistics statistics, PhaseFigures allPhases) {
    Map<String, Errors> errors = new TreeMap<>();
    statistics
        .lastErrors()
        .forEach(
            (kind, message) ->
                errors.put(
                    kind,
                    new Errors(
                        allPhases.outcomes().getOrDefault(kind, 0L),
                        message.substring(0, Math.min(message.length(), MAX_MESSAGE_CHARS)))));
    return Collections.unmodifiableMap(errors);
  }

  /** What a reader must know before trusting the figures; empty if there is nothing. */
  public List<String> warnings() {
    return warnings;
  }

  /** What is known of the run beside its measurements. */
  public RunFacts facts() {
    return facts;
  }

  FlotestFigures flotest() {
    return flotest;
  }

  /** The phases that took place, in order. */
  public Map<Phase, PhaseFigures> phases() {
    return phases;
  }

  /** The headline, if there was a steady phase. */
  public Optional<PhaseFigures> steady() {
    return Optional.ofNullable(phases.get(Phase.STEADY));
  }

  /** The steady phase's tokens per second, as a share of what the calibration found possible. */
  Optional<Double> shareOfTokenCeiling() {
    return facts
        .calibration()
        .flatMap(
            found ->
                steady()
                    .flatMap(PhaseFigures::outputTokensPerSecond)
                    .filter(rate -> found.tokens().perSecond() > 0)
                    .map(rate -> rate / found.tokens().perSecond()));
  }

  /** All phases together, over the whole run. */
  public PhaseFigures allPhases() {
    return allPhases;
  }

  /** The levels of the run, in order; none where it had no levels. */
  List<LevelFigures> levels() {
    return levels;
  }

  /** The figures by the requests' names, if there was more than one. */
  Optional<NamedFigures> byName() {
    return byName;
  }

  /** How exact the prompts were, if the client counted any. */
  Optional<PromptTokenFigures> promptTokens() {
    return promptTokens;
  }

  /** The figures of conversations, if there were any. */
  Optional<TurnFigures> turns() {
    return turns;
  }

  /** Failures by kind of outcome. */
  public Map<String, Errors> errors() {
    return errors;
  }

  /** Whether the figures can be trusted. */
  public Verdict verdict() {
    return verdict;
  }

  /** How the client did. */
  HealthFigures health() {
    return health;
  }

  /** Whether a search for capacity found that not even the least load meets its objectives. */
  public boolean foundNoCapacity() {
    return facts.capacity().filter(found -> found.answer() == Capacity.Answer.NONE).isPresent();
  }

  /** What became of the objectives; without any there are no results. */
  public JudgedObjectives objectives() {
    return objectives;
  }

  /** What the run cost, if prices were given. */
  Optional<Cost> cost() {
    return cost;
  }

  /** The figures of the time that the client's health is of. */
  PhaseFigures watched() {
    return watched;
  }

  /** The same numbers as other tools define them; nothing where no request succeeded. */
  Optional<Definitions> definitions() {
    return definitions;
  }

  public GatlingFigures gatling() {
    return gatling;
  }

  /** The runs that it was joined of, if it was. */
  Optional<MergedRun> merged() {
    return merged;
  }
}
