package io.github.gatlingllm.report;

import io.github.gatlingllm.record.RunStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What other tools would have said of the same run: for each number ours, of the steady phase and
 * of the whole run, and theirs by their own definitions, always of the whole run. Where their
 * definition needs what is not recorded, the difference says so.
 *
 * @param metrics what is measured, by name
 */
record Definitions(Map<String, Metered> metrics) {

  /**
   * One thing measured.
   *
   * @param unit the unit of all its figures
   * @param definitions ours first
   */
  record Metered(String unit, List<Definition> definitions) {}

  /** Of a run; nothing where no request succeeded. */
  static Optional<Definitions> of(
      RunStatistics statistics, Optional<PhaseFigures> steady, PhaseFigures run) {
    return statistics.ok() == 0
        ? Optional.empty()
        : Optional.of(new Definitions(new DefinitionTable(statistics, steady, run).metrics()));
  }
}
