package io.github.gatlingllm.report;

import java.util.Map;
import java.util.Optional;

/**
 * One tool's number for something that others measure too.
 *
 * @param tool the tool
 * @param figures the number of this run by its definition: by name, such as {@code p99}; empty if
 *     there was nothing to measure
 * @param difference how its definition differs from ours; empty for ours
 */
record Definition(String tool, Map<String, Double> figures, String difference) {

  /** Ours, of the steady phase. */
  static final String STEADY = "steady";

  /** Ours, of the whole run, as the others' are. */
  static final String RUN = "run";

  static Optional<Definition> of(String tool, Map<String, Double> figures, String difference) {
    return figures.isEmpty()
        ? Optional.empty()
        : Optional.of(new Definition(tool, figures, difference));
  }
}
