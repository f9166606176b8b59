package io.github.gatlingllm.report;

import java.util.OptionalDouble;

/**
 * One thing to know about a run, with what follows from it.
 *
 * @param severity what it does to the verdict
 * @param rule the rule's name: that of its key in the configuration, if it has one
 * @param value the rule's figure, as its threshold is given
 * @param threshold what the figure exceeded, if the rule has a threshold
 * @param figure what was seen, in words
 * @param effect what it does to which metric
 * @param advice what to do
 */
public record VerdictReason(
    Severity severity,
    String rule,
    double value,
    OptionalDouble threshold,
    String figure,
    String effect,
    String advice) {

  /** From light to grave. */
  public enum Severity {
    /** Worth knowing; it leaves the verdict alone. */
    NOTE,
    /** Some figures are off. */
    SUSPECT,
    /** The figures are the client's. */
    INVALID
  }

  /** All of it in one sentence. */
  public String sentence() {
    return figure + ": " + effect + "; " + advice;
  }
}
