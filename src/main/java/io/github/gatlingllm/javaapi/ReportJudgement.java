package io.github.gatlingllm.javaapi;

import io.github.gatlingllm.config.JudgingFlags;
import io.github.gatlingllm.objective.ObjectiveResult;
import io.github.gatlingllm.objective.Objectives;
import io.github.gatlingllm.report.KnownRun;
import io.github.gatlingllm.report.Rejudging;
import io.github.gatlingllm.report.RunFacts;
import io.github.gatlingllm.report.RunSummary;
import io.github.gatlingllm.report.VerdictSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Judges runs that are over by what flags say, over what each of them had. A report that is judged
 * so says it among its warnings.
 */
public final class ReportJudgement implements Rejudging {

  private final JudgingFlags flags;

  /**
   * By flags.
   *
   * @param properties properties by name; those that judge nothing are ignored
   * @throws io.github.gatlingllm.config.InvalidConfigException with all faults
   */
  public ReportJudgement(Map<String, String> properties) {
    this.flags = new JudgingFlags(properties);
  }

  @Override
  public KnownRun of(KnownRun own, boolean joined) {
    if (flags.isEmpty()) {
      return own;
    }
    if (joined && !flags.thresholds().isEmpty()) {
      throw new IllegalArgumentException(
          "the verdict on a joined run is that of its machines, and no threshold changes it;"
              + " report each of them");
    }
    RunFacts facts = own.facts();
    Objectives objectives = flags.over(facts.objectives());
    return new KnownRun(
        facts.judgedBy(objectives, flags.over(facts.prices()), said(facts)),
        verdict(own.verdict()),
        own.client(),
        own.oneLoad(),
        own.begin(),
        own.hasEnded());
  }

  private List<String> said(RunFacts facts) {
    List<String> said = new ArrayList<>();
    said.add("this report is judged by " + flags.text() + ", over what the run itself had");
    if (flags.judgeObjectives() && facts.capacity().isPresent()) {
      said.add("the capacity is what the run found by its own objectives");
    }
    return said;
  }

  private VerdictSettings verdict(VerdictSettings own) {
    VerdictSettings settings = ConfiguredVerdict.with(flags.thresholds(), own);
    return flags.failOn().map(from -> ConfiguredVerdict.failing(from, settings)).orElse(settings);
  }

  /** Why a run fails by its verdict; nothing if no flag says from which on. */
  public Optional<String> failedVerdict(RunSummary summary) {
    return flags
        .failOn()
        .flatMap(from -> ConfiguredVerdict.failing(from, VerdictSettings.DEFAULT).failFrom())
        .filter(summary.verdict()::isAtLeast)
        .map(
            from ->
                "the run is "
                    + summary.verdict().result()
                    + " (verdict.failOn="
                    + from.name().toLowerCase(Locale.ROOT)
                    + ")");
  }

  /** Which objectives a run that was judged anew misses; nothing if nobody asked for that. */
  public Optional<String> missedObjectives(RunSummary summary) {
    List<ObjectiveResult> missed = summary.objectives().missed();
    return flags.judgeObjectives() && !missed.isEmpty()
        ? Optional.of(
            missed.stream()
                .map(ObjectiveResult::sentence)
                .collect(Collectors.joining("; ", "objectives were missed: ", "")))
        : Optional.empty();
  }
}
