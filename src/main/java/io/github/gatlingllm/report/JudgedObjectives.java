package io.github.gatlingllm.report;

import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.objective.ObjectiveResult;
import io.github.gatlingllm.objective.Objectives;
import io.github.gatlingllm.record.PhaseStatistics;
import io.github.gatlingllm.record.RunStatistics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a run's objectives.
 *
 * @param ofSteady whether they are judged on the steady phase; else on all phases together, since
 *     no request was started in that
 * @param results in the order in which they were given
 */
public record JudgedObjectives(boolean ofSteady, List<ObjectiveResult> results) {

  static JudgedObjectives of(RunStatistics statistics, RunFacts facts) {
    if (!statistics.levels().isEmpty()) {
      return new JudgedObjectives(true, List.of()); // Each level is judged for itself.
    }
    PhaseStatistics steady = statistics.phase(Phase.STEADY);
    boolean ofSteady = steady.started() > 0;
    Objectives asked = facts.objectives();
    return new JudgedObjectives(
        ofSteady,
        ofSteady
            ? asked.judge(steady, length(facts.windows().get(Phase.STEADY)))
            : asked.judge(statistics.pooled(), wholeRun(statistics)));
  }

  private static Optional<Duration> length(LoadGate.@Nullable Window window) {
    return Optional.ofNullable(window).map(of -> Duration.ofNanos(of.lengthNanos()));
  }

  private static Optional<Duration> wholeRun(RunStatistics statistics) {
    return statistics.total() == 0
        ? Optional.empty()
        : Optional.of(
            Duration.ofNanos(statistics.lastDoneNanos() - statistics.firstStartedNanos()));
  }

  /** Whether there are objectives, and each is met. */
  public boolean areMet() {
    return !results.isEmpty() && missed().isEmpty();
  }

  /** Those that are not met. */
  public List<ObjectiveResult> missed() {
    return results.stream().filter(result -> !result.met()).toList();
  }

  /** What they are judged on, in files: {@code steady} or {@code run}. */
  String window() {
    return ofSteady ? "steady" : "run";
  }
}
