package io.github.gatlingllm.objective;

import io.github.gatlingllm.record.PhaseStatistics;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One thing that the requests of a run, together, are to come to. Its {@link #name()} and {@link
 * #limit()} are all there is to it: {@link ObjectiveNames#of} makes it again of these.
 */
public sealed interface Objective permits LatencyObjective, ShareObjective, RateObjective {

  /** The objective's name in files and settings, such as {@code ttft.p95}. */
  String name();

  /** Its limit, in the unit that files have: milliseconds, a share, or a number a second. */
  double limit();

  /** What it is on, for people, such as {@code TTFT p95}. */
  String label();

  /** A value of its unit, for people, such as {@code 812.4 ms}. */
  String text(double value);

  /** Whether the limit is an upper one. */
  boolean atMost();

  /**
   * What was measured, in the unit of the limit; nothing where there is no sample.
   *
   * @param of the requests that are judged
   * @param window how long they took; without it there are no rates
   */
  OptionalDouble measured(PhaseStatistics of, Optional<Duration> window);

  /** Whether there are so many samples that the figure is not one of a few requests. */
  boolean hasEnoughSamples(PhaseStatistics of);

  /** Whether a figure meets it; one that is at the limit does. */
  default boolean isMetBy(double measured) {
    return atMost() ? measured <= limit() : measured >= limit();
  }

  /** Holds requests against it; without a sample it is not met. */
  default ObjectiveResult judge(PhaseStatistics of, Optional<Duration> window) {
    OptionalDouble measured = measured(of, window);
    boolean met = measured.isPresent() && isMetBy(measured.getAsDouble());
    return new ObjectiveResult(this, measured, met, measured.isPresent() && hasEnoughSamples(of));
  }
}
