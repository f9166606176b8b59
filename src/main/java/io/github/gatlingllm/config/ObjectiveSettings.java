package io.github.gatlingllm.config;

import io.github.gatlingllm.metrics.LimitedMetric;
import io.github.gatlingllm.metrics.RequestLimits;
import io.github.gatlingllm.objective.Objective;
import io.github.gatlingllm.objective.ObjectiveNames;
import io.github.gatlingllm.objective.Objectives;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys that say what is asked of the endpoint. */
final class ObjectiveSettings {

  private static final Declarations DECLARED = new Declarations();

  private static final double MAX_MILLIS = 1e9;
  private static final double MAX_RATE = 1e9;
  private static final DecimalNumber MILLIS =
      DecimalNumber.above0("a number of milliseconds above 0", MAX_MILLIS);
  private static final DecimalNumber ERROR_RATE =
      DecimalNumber.from0("a number from 0 to 0.999", 0.999);
  private static final DecimalNumber GOODPUT = DecimalNumber.above0("a number above 0, up to 1", 1);
  private static final DecimalNumber RATE = DecimalNumber.above0("a number above 0", MAX_RATE);

  static final Setting<Map<String, Double>> LIMITS =
      DECLARED.optional(
          "benchmark.goodput",
          "goodput",
          new NamedNumbers(
              "an object with limits on ttft, ttfnt, tpot, e2e or longestStall, in milliseconds",
              "a metric that a request is held to",
              limited(),
              name -> MILLIS),
          "What each request is to keep to: goodput is the share of those that do. As a flag: "
              + "`ttft:500,tpot:50,e2e:3000`, merged into that of the file. docs/metrics.md.");
  static final Setting<Map<String, Double>> OF_RUN =
      DECLARED.optional(
          "benchmark.objectives",
          "objectives",
          new NamedNumbers(
              "an object with limits on ttft.p95, tpot.mean, errorRate, goodput and the like",
              "an objective",
              ObjectiveNames.all(),
              ObjectiveSettings::range),
          "What the steady phase is to come to; exit status 7 if it does not. Percentiles and "
              + "means of `ttft`, `ttfnt`, `itl`, `tpot`, `e2e`, `longestStall`, "
              + "`ttftFromSchedule` and `e2eFromSchedule` in milliseconds, `errorRate` at most, "
              + "and at least `goodput`, `okPerSecond` and `outputTokensPerSecond`. As a flag: "
              + "`ttft.p95:500,errorRate:0.01`, merged into that of the file.");
  static final Setting<Boolean> STOP =
      DECLARED.defaulted(
          "benchmark.stop.objectives",
          "stopObjectives",
          new TrueOrFalse(),
          false,
          "End the run when one of `benchmark.objectives` cannot be met any more. "
              + "docs/stopping.md.");

  private ObjectiveSettings() {}

  static List<Setting<?>> all() {
    return DECLARED.all();
  }

  private static Set<String> limited() {
    Set<String> names = new LinkedHashSet<>();
    Arrays.stream(LimitedMetric.values()).forEach(metric -> names.add(metric.key()));
    return names;
  }

  private static DecimalNumber range(String name) {
    return switch (name) {
      case "errorRate" -> ERROR_RATE;
      case "goodput" -> GOODPUT;
      default -> name.contains(".") ? MILLIS : RATE;
    };
  }

  /** The values of a tree that was checked. */
  static ObjectivesConfig config(SettingsTree tree) {
    return new ObjectivesConfig(new Objectives(limits(tree), ofRun(tree)), tree.get(STOP));
  }

  static RequestLimits limits(SettingsTree tree) {
    RequestLimits limits = RequestLimits.NONE;
    for (Map.Entry<String, Double> limit : tree.find(LIMITS).orElse(Map.of()).entrySet()) {
      Optional<LimitedMetric> metric = LimitedMetric.of(limit.getKey());
      if (metric.isPresent()) {
        limits = limits.with(metric.get(), ObjectiveNames.ofMillis(limit.getValue()));
      }
    }
    return limits;
  }

  static List<Objective> ofRun(SettingsTree tree) {
    List<Objective> objectives = new ArrayList<>();
    tree.find(OF_RUN)
        .orElse(Map.of())
        .forEach((name, limit) -> objectives.add(ObjectiveNames.of(name, limit)));
    return objectives;
  }
}
