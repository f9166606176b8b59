package io.github.gatlingllm.report;

import io.github.gatlingllm.report.VerdictReason.Severity;
import io.github.gatlingllm.report.VerdictRule.Limits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/** Holds figures against the thresholds of their rules, and keeps those that are beyond. */
final class VerdictReasons {

  private final VerdictSettings settings;
  private final List<VerdictReason> reasons = new ArrayList<>();

  VerdictReasons(VerdictSettings settings) {
    this.settings = settings;
  }

  /** All of them, in the order in which they were found. */
  List<VerdictReason> all() {
    return Collections.unmodifiableList(reasons);
  }

  /** Adds a reason if a figure is above a threshold of its rule. */
  void judge(VerdictRule rule, double value, String figure, String effect, String advice) {
    Limits limits = settings.limits(rule);
    if (value > limits.suspect()) {
      boolean invalid = value > limits.invalid();
      double limit = invalid ? limits.invalid() : limits.suspect();
      reasons.add(
          new VerdictReason(
              invalid ? Severity.INVALID : Severity.SUSPECT,
              rule.key(),
              value,
              OptionalDouble.of(limit),
              figure + " (limit " + percent(limit) + ")",
              effect,
              advice));
    }
  }

  /** Adds a reason of a rule that has no threshold. */
  void add(
      Severity severity, String rule, double value, String figure, String effect, String advice) {
    reasons.add(
        new VerdictReason(severity, rule, value, OptionalDouble.empty(), figure, effect, advice));
  }

  /** A share as a sentence has it. */
  static String percent(double share) {
    return Numbers.exact(Math.round(share * 1000) / 10.0).toPlainString() + " %";
  }
}
