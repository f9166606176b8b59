package io.github.gatlingllm.record;

import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.metrics.RequestLimits;
import java.util.EnumMap;
import java.util.Map;

/** Everything counted of one level, by phase. Not thread-safe; merging loses nothing. */
public final class LevelStatistics {

  private final RequestLimits limits;
  private final Map<Phase, PhaseStatistics> phases = new EnumMap<>(Phase.class);
  private long lastDoneNanos = Long.MIN_VALUE;
  private boolean packed;

  /**
   * A level of which nothing is known yet.
   *
   * @param limits what a good request keeps to
   */
  LevelStatistics(RequestLimits limits) {
    this.limits = limits;
  }

  void add(RequestRecord request) {
    phase(request.phase()).add(request);
    request.tokensByPhase().forEach((phase, tokens) -> phase(phase).addTokensInWindow(tokens));
    lastDoneNanos = Math.max(lastDoneNanos, request.metrics().instants().done());
  }

  void add(LevelStatistics other) {
    other.phases.forEach((phase, statistics) -> phase(phase).add(statistics));
    lastDoneNanos = Math.max(lastDoneNanos, other.lastDoneNanos);
  }

  /** The level is over: there may be a thousand of them, and hardly anything is added any more. */
  void pack() {
    if (!packed) {
      packed = true;
      phases.values().forEach(PhaseStatistics::pack);
    }
  }

  /** What was counted of one phase. */
  public PhaseStatistics phase(Phase phase) {
    return phases.computeIfAbsent(phase, p -> new PhaseStatistics(limits));
  }

  /** What was counted of all phases together until now, as a copy. */
  public PhaseStatistics pooled() {
    PhaseStatistics all = new PhaseStatistics(limits);
    phases.values().forEach(all::add);
    return all;
  }

  /** When the last request ended; of no meaning before there is one. */
  public long lastDoneNanos() {
    return lastDoneNanos;
  }
}
