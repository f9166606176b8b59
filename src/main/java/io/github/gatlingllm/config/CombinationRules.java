package io.github.gatlingllm.config;

import static io.github.gatlingllm.config.LoadSettings.RAMP_DOWN;
import static io.github.gatlingllm.config.LoadSettings.RAMP_DOWN_REQUESTS;
import static io.github.gatlingllm.config.LoadSettings.RAMP_UP;
import static io.github.gatlingllm.config.LoadSettings.RAMP_UP_REQUESTS;
import static io.github.gatlingllm.config.Settings.MAX_DURATION;
import static io.github.gatlingllm.config.Settings.MAX_REQUESTS;

import io.github.gatlingllm.api.ExactLength;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The rules on several keys at once. A key that is itself at fault satisfies them all, so that one
 * mistake is reported once.
 */
final class CombinationRules {

  private CombinationRules() {}

  static void check(SettingsTree tree, Findings findings) {
    boolean loadIsSound = LoadRules.check(tree, findings);
    LevelRules.check(tree, findings, loadIsSound);
    LengthRules.check(tree, findings);
    LoadTypeRules.check(tree, findings);
    ConversationRules.check(tree, findings);
    DatasetRules.check(tree, findings);
    checkThatRunEnds(tree, findings);
    checkRamp("benchmark.rampUp", RAMP_UP, RAMP_UP_REQUESTS, tree, findings);
    checkRamp("benchmark.rampDown", RAMP_DOWN, RAMP_DOWN_REQUESTS, tree, findings);
    checkThatRampsFit(tree, findings);
    checkRampsByRequests(tree, findings);
    checkThatRampDownFires(tree, findings);
    checkOutputControl(tree, findings);
    AdapterSettings.check(tree, findings);
    InputRules.check(tree, findings);
    EndRules.check(tree, findings);
    ObjectiveRules.check(tree, findings);
    CacheSettings.check(tree, findings);
    AwsSettings.check(tree, findings);
    TemplateSettings.check(tree, findings);
  }

  private static void checkOutputControl(SettingsTree tree, Findings findings) {
    boolean exact = tree.find(Settings.OUTPUT_CONTROL).orElse(null) == OutputControl.EXACT;
    if (exact && tree.find(Settings.BASE_URL).filter(ExactLength::isUnknownTo).isPresent()) {
      findings.fault(
          tree.name(Settings.OUTPUT_CONTROL)
              + ": \"exact\" needs a server that takes ignore_eos and min_tokens (vLLM, SGLang,"
              + " llama-server), and that of provider.baseURL does not; give \"max\"");
    }
  }

  private static void checkThatRunEnds(SettingsTree tree, Findings findings) {
    boolean given =
        tree.has(MAX_REQUESTS) || tree.has(MAX_DURATION) || LoadRules.endsByItself(tree);
    if (!given && !tree.isBlocked(MAX_REQUESTS)) {
      findings.fault("benchmark: at least one of maxRequests or maxDuration is required");
    }
  }

  private static void checkRamp(
      String path,
      Setting<Duration> duration,
      Setting<Integer> requests,
      SettingsTree tree,
      Findings findings) {
    boolean ramp = tree.at(List.of(path.split("\\.", -1))).isObject();
    if (ramp && !tree.has(duration) && !tree.has(requests)) {
      findings.fault(duration.path() + " is missing; give " + duration.type().accepts());
    }
  }

  private static void checkThatRampsFit(SettingsTree tree, Findings findings) {
    List<Setting<Duration>> ramps = new ArrayList<>(List.of(RAMP_UP, RAMP_DOWN));
    ramps.removeIf(ramp -> time(ramp, tree).isZero());
    Duration sum = time(RAMP_UP, tree).plus(time(RAMP_DOWN, tree));
    if (tree.find(MAX_DURATION).map(max -> sum.compareTo(max) > 0).orElse(false)) {
      findings.fault(
          ramps.stream().map(ramp -> nameAndTime(ramp, tree)).collect(Collectors.joining(" and "))
              + (ramps.size() == 1 ? " is longer than " : " are together longer than ")
              + nameAndTime(MAX_DURATION, tree));
    }
  }

  private static void checkRampsByRequests(SettingsTree tree, Findings findings) {
    long up = tree.find(RAMP_UP_REQUESTS).orElse(0);
    long down = tree.find(RAMP_DOWN_REQUESTS).orElse(0);
    if (down > 0 && !tree.has(MAX_REQUESTS)) {
      findings.fault(
          tree.name(RAMP_DOWN_REQUESTS)
              + " is accepted only with "
              + MAX_REQUESTS.path()
              + ": which requests are the last is not known without");
    }
    if (tree.find(MAX_REQUESTS).map(most -> up + down > most).orElse(false)) {
      findings.fault(
          tree.name(up > 0 ? RAMP_UP_REQUESTS : RAMP_DOWN_REQUESTS)
              + ": the ramps take "
              + (up + down)
              + " requests, more than "
              + tree.name(MAX_REQUESTS)
              + " ("
              + tree.given(MAX_REQUESTS).asText()
              + ")");
    }
  }

  private static Duration time(Setting<Duration> setting, SettingsTree tree) {
    return tree.find(setting).orElse(Duration.ZERO);
  }

  private static String nameAndTime(Setting<Duration> setting, SettingsTree tree) {
    return tree.name(setting) + " (" + tree.given(setting).asText() + " s)";
  }

  /**
   * A fault where the load is described by {@code benchmark.load}. With flotest's keys alone it is
   * none: documented configurations of flotest have it, and the run they describe is a fair one.
   */
  private static void checkThatRampDownFires(SettingsTree tree, Findings findings) {
    if (time(RAMP_DOWN, tree).isZero() || tree.has(MAX_DURATION) || LoadRules.isOpen(tree)) {
      return;
    }
    String finding =
        tree.name(RAMP_DOWN)
            + " never takes effect without "
            + MAX_DURATION.path()
            + ": when the last request ends is not known before";
    if (tree.at(List.of("benchmark", "load")).isObject()) {
      findings.fault(finding);
    } else {
      findings.warn(finding);
    }
  }
}
