package io.github.gatlingllm.compare;

import java.util.Optional;

/**
 * A figure of a run, and how sure it is.
 *
 * @param value the figure
 * @param interval where the true one is, if that can be told
 * @param doubt why it cannot, or an empty string
 */
record Estimate(double value, Optional<Interval> interval, String doubt) {

  static Estimate sure(double value, Interval interval) {
    return new Estimate(value, Optional.of(interval), "");
  }

  static Estimate unsure(double value, String doubt) {
    return new Estimate(value, Optional.empty(), doubt);
  }
}
