package io.github.gatlingllm.report;

/** What a report judges a run by, in place of what the run was to be judged by itself. */
@FunctionalInterface
public interface Rejudging {

  /** Every run by its own. */
  Rejudging NONE = (own, joined) -> own;

  /**
   * What is known of a run, with what it is judged by.
   *
   * @param own what its files tell
   * @param joined whether it was joined of several, whose verdicts are what its own is made of
   * @throws IllegalArgumentException if that run cannot be judged by that
   */
  KnownRun of(KnownRun own, boolean joined);
}
