package io.github.gatlingllm.report;

import java.util.Comparator;
import java.util.List;

/**
 * Whether the figures of a run can be trusted, as far as the machine that made the load is
 * concerned. It says nothing of the endpoint.
 *
 * @param result the verdict
 * @param reasons what speaks against the run, gravest first, and notes
 */
public record Verdict(Result result, List<VerdictReason> reasons) {

  /** From good to bad. */
  public enum Result {
    /** Nothing was found that spoils the figures. */
    VALID,
    /** Some figures are off; the reasons say which, and by how much. */
    SUSPECT,
    /** The client was measured, not the endpoint. */
    INVALID
  }

  /** Whether it is as bad as another, or worse. */
  public boolean isAtLeast(Result other) {
    return result.compareTo(other) >= 0;
  }

  static Verdict of(List<VerdictReason> found) {
    List<VerdictReason> reasons =
        found.stream().sorted(Comparator.comparing(VerdictReason::severity).reversed()).toList();
    Result result =
        reasons.isEmpty()
            ? Result.VALID
            : switch (reasons.get(0).severity()) {
              case NOTE -> Result.VALID;
              case SUSPECT -> Result.SUSPECT;
              case INVALID -> Result.INVALID;
            };
    return new Verdict(result, reasons);
  }
}
