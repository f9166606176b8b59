package io.github.gatlingllm.config;

import io.github.gatlingllm.load.Prices;
import io.github.gatlingllm.metrics.LimitedMetric;
import io.github.gatlingllm.metrics.RequestLimits;
import io.github.gatlingllm.objective.Objective;
import io.github.gatlingllm.objective.Objectives;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What flags say of how a run is judged, without a configuration: to be laid over what a run had
 * that is over. As over a file, limits and objectives are merged by their names, and {@code none}
 * takes them away.
 */
public final class JudgingFlags {

  private static final List<Setting<?>> OF_OBJECTIVES =
      List.of(ObjectiveSettings.LIMITS, ObjectiveSettings.OF_RUN);

  private static final List<Setting<?>> OF_PRICES =
      List.of(Settings.PRICE_INPUT, Settings.PRICE_OUTPUT);

  private final SettingsTree tree = new SettingsTree(JsonText.MAPPER.createObjectNode());
  private final Map<Setting<?>, String> texts = new LinkedHashMap<>();

  /**
   * Those of properties.
   *
   * @param properties properties by name; those that judge nothing are ignored
   * @throws InvalidConfigException with all faults
   */
  public JudgingFlags(Map<String, String> properties) {
    for (Setting<?> setting : settings()) {
      String text = properties.get(Overrides.PREFIX + setting.property());
      if (text != null) {
        texts.put(setting, text);
        if (!isNone(setting)) {
          tree.override(setting, setting.type().fromText(text), text);
        }
      }
    }
    Findings findings = new Findings();
    KeyRules.checkFlags(tree, findings);
    findings.throwIfFaulty();
  }

  private static List<Setting<?>> settings() {
    List<Setting<?>> all = new ArrayList<>(OF_OBJECTIVES);
    all.addAll(OF_PRICES);
    all.add(Settings.FAIL_ON);
    all.addAll(VerdictKeys.THRESHOLDS);
    return all;
  }

  /** All flags that judge, by the names of their properties without {@code llm.}. */
  public static List<String> names() {
    return settings().stream().<String>map(Setting::property).toList();
  }

  /** Whether none was given. */
  public boolean isEmpty() {
    return texts.isEmpty();
  }

  /** Whether any is about limits or objectives. */
  public boolean judgeObjectives() {
    return OF_OBJECTIVES.stream().anyMatch(texts::containsKey);
  }

  /**
   * Objectives, with those of the flags.
   *
   * @throws IllegalArgumentException if together they make no sense
   */
  public Objectives over(Objectives own) {
    RequestLimits limits = isNone(ObjectiveSettings.LIMITS) ? RequestLimits.NONE : own.limits();
    Map<LimitedMetric, Duration> said = ObjectiveSettings.limits(tree).byMetric();
    for (Map.Entry<LimitedMetric, Duration> limit : said.entrySet()) {
      limits = limits.with(limit.getKey(), limit.getValue());
    }
    Map<String, Objective> byName = new LinkedHashMap<>();
    if (!isNone(ObjectiveSettings.OF_RUN)) {
      own.ofRun().forEach(objective -> byName.put(objective.name(), objective));
    }
    ObjectiveSettings.ofRun(tree).forEach(objective -> byName.put(objective.name(), objective));
    return new Objectives(limits, List.copyOf(byName.values()));
  }

  /**
   * Prices, with those of the flags.
   *
   * @throws IllegalArgumentException if there is one without the other
   */
  public Optional<Prices> over(Optional<Prices> own) {
    Optional<Double> input = price(Settings.PRICE_INPUT, own.map(Prices::input));
    Optional<Double> output = price(Settings.PRICE_OUTPUT, own.map(Prices::output));
    if (input.isPresent() != output.isPresent()) {
      throw new IllegalArgumentException(
          "a price of input tokens or of output tokens is missing; give both "
              + Settings.PRICE_INPUT.flag()
              + " and "
              + Settings.PRICE_OUTPUT.flag());
    }
    return input.map(of -> new Prices(of, output.orElseThrow()));
  }

  private Optional<Double> price(Setting<Double> setting, Optional<Double> own) {
    return texts.containsKey(setting) ? tree.find(setting) : own;
  }

  /** The mildest verdict that is to fail, if a flag says so; taken away it is the default. */
  public Optional<FailOn> failOn() {
    return texts.containsKey(Settings.FAIL_ON) ? tree.find(Settings.FAIL_ON) : Optional.empty();
  }

  /** Thresholds of rules of the verdict, by their names; those taken away are the defaults. */
  public Map<String, Thresholds> thresholds() {
    Map<String, Thresholds> thresholds = new LinkedHashMap<>();
    givenThresholds().forEach(rule -> thresholds.put(rule.property(), tree.get(rule)));
    return thresholds;
  }

  private static boolean isNone(String text) {
    return text.equals(Overrides.NONE);
  }

  private boolean isNone(Setting<?> setting) {
    return isNone(texts.getOrDefault(setting, ""));
  }

  private List<Setting<Thresholds>> givenThresholds() {
    return VerdictKeys.THRESHOLDS.stream().filter(texts::containsKey).toList();
  }

  /** All that was given, for people: {@code benchmark.goodput=ttft:500}. */
  public String text() {
    return texts.entrySet().stream()
        .map(given -> given.getKey().path() + "=" + Excerpt.of(given.getValue()))
        .collect(Collectors.joining(", "));
  }
}
