package io.github.gatlingllm.merge;

import java.util.List;

/** Runs that cannot be joined: a sentence for each reason. */
public final class MergeRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<String> reasons;

  MergeRefusedException(List<String> reasons) {
    super("these runs cannot be joined:\n  - " + String.join("\n  - ", reasons));
    this.reasons = List.copyOf(reasons);
  }

  /** All of them. */
  public List<String> reasons() {
    return reasons;
  }
}
