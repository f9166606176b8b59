package io.github.gatlingllm.objective;

import java.util.OptionalDouble;

/**
 * What became of an objective.
 *
 * @param objective the objective
 * @param measured what was measured, in the unit of its limit; nothing where there was no sample
 * @param met whether it was met; without a sample it was not
 * @param enoughSamples whether the figure rests on enough samples: ten beyond a percentile or a
 *     share, ten in all for a mean or a rate
 */
public record ObjectiveResult(
    Objective objective, OptionalDouble measured, boolean met, boolean enoughSamples) {

  /** Figure and limit for people: {@code TTFT p95 812.4 ms, limit 500 ms}. */
  public String sentence() {
    String figure =
        measured.isPresent() ? objective.text(measured.getAsDouble()) : "has no samples";
    return objective.label()
        + " "
        + figure
        + ", limit "
        + objective.text(objective.limit())
        + (measured.isPresent() && !enoughSamples ? " (few samples)" : "");
  }
}
