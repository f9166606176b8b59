package io.github.gatlingllm.objective;

import io.github.gatlingllm.metrics.RequestLimits;
import io.github.gatlingllm.record.PhaseStatistics;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked of an endpoint. Immutable.
 *
 * @param limits what each request is to keep to, for goodput
 * @param ofRun what all requests together are to come to, each by another name
 */
public record Objectives(RequestLimits limits, List<Objective> ofRun) {

  /** Nothing is asked. */
  public static final Objectives NONE = new Objectives(RequestLimits.NONE, List.of());

  /** Copies the list, and refuses an objective that is there twice or means nothing. */
  public Objectives {
    ofRun = List.copyOf(ofRun);
    Set<String> names = new HashSet<>();
    for (Objective objective : ofRun) {
      if (!names.add(objective.name())) {
        throw new IllegalArgumentException(
            "there are two objectives " + objective.name() + "; accepted: one of each");
      }
    }
    if (names.contains("goodput") && limits.isEmpty()) {
      throw new IllegalArgumentException(
          "an objective on goodput needs limits on requests, such as ttft");
    }
  }

  /** Whether nothing is asked. */
  public boolean isEmpty() {
    return limits.isEmpty() && ofRun.isEmpty();
  }

  /** How many requests it takes for every percentile asked for to have enough samples beyond it. */
  public long samplesForPercentiles() {
    return ofRun.stream()
        .filter(LatencyObjective.class::isInstance)
        .mapToLong(objective -> ((LatencyObjective) objective).statistic().samplesNeeded())
        .max()
        .orElse(Statistic.ENOUGH_FOR_MEAN);
  }

  /**
   * Holds requests against the objectives of the run, in their order.
   *
   * @param steady the requests that are judged, counted with {@link #limits()}; changed by no one
   *     meanwhile
   * @param window how long they took; without it an objective on a rate is not met
   */
  public List<ObjectiveResult> judge(PhaseStatistics steady, Optional<Duration> window) {
    return ofRun.stream().map(objective -> objective.judge(steady, window)).toList();
  }
}
