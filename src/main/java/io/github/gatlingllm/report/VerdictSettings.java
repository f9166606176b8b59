package io.github.gatlingllm.report;

import io.github.gatlingllm.report.VerdictRule.Limits;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a verdict depends on, and what follows from it.
 *
 * @param changed thresholds other than the rules' own
 * @param failFrom the mildest verdict that makes the run's exit status one of failure, if any does
 */
public record VerdictSettings(Map<VerdictRule, Limits> changed, Optional<Verdict.Result> failFrom) {

  /** The rules' own thresholds; the exit status is left alone. */
  public static final VerdictSettings DEFAULT = new VerdictSettings(Map.of(), Optional.empty());

  /** Copies the map. */
  public VerdictSettings {
    Map<VerdictRule, Limits> copy = new EnumMap<>(VerdictRule.class);
    copy.putAll(changed);
    changed = Collections.unmodifiableMap(copy);
  }

  /** These, with other thresholds for a rule. */
  public VerdictSettings with(VerdictRule rule, Limits limits) {
    Map<VerdictRule, Limits> all = new EnumMap<>(VerdictRule.class);
    all.putAll(changed);
    all.put(rule, limits);
    return new VerdictSettings(all, failFrom);
  }

  /** These, failing runs whose verdict is so bad or worse. */
  public VerdictSettings failingFrom(Verdict.Result result) {
    return new VerdictSettings(changed, Optional.of(result));
  }

  /** The thresholds of a rule. */
  public Limits limits(VerdictRule rule) {
    return changed.getOrDefault(rule, rule.defaults());
  }
}
