package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.config.FailOn;
import io.github.gatlingllm.config.Thresholds;
import io.github.gatlingllm.config.VerdictConfig;
import io.github.gatlingllm.report.Verdict;
import io.github.gatlingllm.report.VerdictRule;
import io.github.gatlingllm.report.VerdictSettings;
import java.util.Map;
import java.util.Optional;

/** What verdict a configuration, or flags of its kind, ask for. */
final class ConfiguredVerdict {

  private ConfiguredVerdict() {}

  static VerdictSettings of(VerdictConfig config) {
    return failing(config.failOn(), with(config.thresholds(), VerdictSettings.DEFAULT));
  }

  /** Settings of a verdict with other thresholds, by the names of their rules. */
  static VerdictSettings with(Map<String, Thresholds> thresholds, VerdictSettings own) {
    VerdictSettings settings = own;
    for (VerdictRule rule : VerdictRule.values()) {
      Thresholds given = thresholds.get(rule.key());
      if (given != null) {
        settings = settings.with(rule, new VerdictRule.Limits(given.suspect(), given.invalid()));
      }
    }
    return settings;
  }

  /** The same, failing runs from a verdict on. */
  static VerdictSettings failing(FailOn from, VerdictSettings settings) {
    return switch (from) {
      case NEVER -> new VerdictSettings(settings.changed(), Optional.empty());
      case SUSPECT -> settings.failingFrom(Verdict.Result.SUSPECT);
      case INVALID -> settings.failingFrom(Verdict.Result.INVALID);
    };
  }
}
