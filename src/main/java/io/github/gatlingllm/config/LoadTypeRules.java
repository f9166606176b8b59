package io.github.gatlingllm.config;

import static io.github.gatlingllm.config.LoadTypeList.INPUT_TOKENS;
import static io.github.gatlingllm.config.LoadTypeList.NAME;
import static io.github.gatlingllm.config.LoadTypeList.OUTPUT_TOKENS;
import static io.github.gatlingllm.config.LoadTypeList.WEIGHT;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatlingllm.prompt.MixedPrompts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The elements of {@code benchmark.loadTypes}: each of their keys is judged, and named with its
 * place in the list. A key that is not known is a fault here and not ignored, since what would be
 * ignored makes another load.
 */
final class LoadTypeRules {

  private static final List<String> KEYS = List.of(NAME, WEIGHT, INPUT_TOKENS, OUTPUT_TOKENS);
  private static final PatternText NAME_FORM =
      new PatternText(MixedPrompts.NAME_IN_WORDS, MixedPrompts.NAME, true);
  private static final DecimalNumber WEIGHT_FORM =
      DecimalNumber.from0(
          "a whole number from 0 to " + MixedPrompts.MAX_WEIGHT, MixedPrompts.MAX_WEIGHT);

  private final String list;
  private final Findings findings;
  private final Map<String, String> placeByName = new HashMap<>();

  private LoadTypeRules(String list, Findings findings) {
    this.list = list;
    this.findings = findings;
  }

  static void check(SettingsTree tree, Findings findings) {
    List<JsonNode> types = given(tree);
    LoadTypeRules rules = new LoadTypeRules(tree.name(LoadSettings.LOAD_TYPES), findings);
    for (int i = 0; i < types.size(); i++) {
      rules.checkType(types.get(i), rules.list + "[" + i + "]");
    }
    boolean idle =
        types.stream()
            .map(type -> type.path(WEIGHT))
            .allMatch(weight -> weight.isNumber() && weight.doubleValue() == 0);
    if (!types.isEmpty() && idle) {
      findings.fault(rules.list + ": all weights are 0; give at least one above 0");
    }
  }

  /** The elements, or nothing where there is no list that is accepted. */
  static List<JsonNode> given(SettingsTree tree) {
    return tree.find(LoadSettings.LOAD_TYPES).orElse(List.of());
  }

  /** Whether a length of all types need not be given, since each type has its own. */
  static boolean standInFor(Setting<?> setting, SettingsTree tree) {
    String key =
        setting.equals(LengthSettings.INPUT.mean())
            ? INPUT_TOKENS
            : setting.equals(LengthSettings.OUTPUT.mean()) ? OUTPUT_TOKENS : "";
    List<JsonNode> types = given(tree);
    return !key.isEmpty() && !types.isEmpty() && types.stream().allMatch(type -> type.has(key));
  }

  private void checkType(JsonNode type, String place) {
    if (!isObject(type, place, KEYS)) {
      return;
    }
    required(NAME, type, place, NAME_FORM)
        .ifPresent(
            name -> {
              String before = placeByName.putIfAbsent(name, place);
              if (before != null) {
                findings.fault(
                    place + ".name: \"" + name + "\" is the name of " + before + "; give another");
              }
            });
    checkWeight(type, place);
    checkLength(INPUT_TOKENS, type, place);
    checkLength(OUTPUT_TOKENS, type, place);
  }

  private void checkWeight(JsonNode type, String place) {
    Optional<Double> weight = required(WEIGHT, type, place, WEIGHT_FORM);
    if (weight.isPresent() && weight.get() != Math.rint(weight.get())) {
      findings.fault(
          place + ".weight: " + Excerpt.of(type.path(WEIGHT)) + " is not " + WEIGHT_FORM.accepts());
    }
  }

  private void checkLength(String key, JsonNode type, String place) {
    JsonNode length = type.path(key);
    String inside = place + "." + key;
    if (!length.isMissingNode() && isObject(length, inside, LengthSettings.KEYS)) {
      LengthRules.check(inside, length, findings);
    }
  }

  private boolean isObject(JsonNode node, String place, List<String> keys) {
    if (!node.isObject()) {
      findings.fault(
          place
              + ": "
              + Excerpt.of(node)
              + " is not an object with the keys "
              + String.join(", ", keys));
      return false;
    }
    for (String name : KnownKeys.unknown(node, keys)) {
      findings.fault(KnownKeys.fault(place + ".", name, keys));
    }
    return true;
  }

  private <T> Optional<T> required(String key, JsonNode in, String place, ValueType<T> form) {
    JsonNode value = in.path(key);
    if (value.isMissingNode()) {
      findings.fault(place + "." + key + " is missing; give " + form.accepts());
      return Optional.empty();
    }
    try {
      return Optional.of(form.read(value));
    } catch (RejectedValueException e) {
      findings.fault(place + "." + key + ": " + Excerpt.of(value) + " " + e.reason());
      return Optional.empty();
    }
  }
}
