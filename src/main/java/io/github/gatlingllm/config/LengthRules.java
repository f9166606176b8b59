package io.github.gatlingllm.config;

import static io.github.gatlingllm.config.LengthSettings.BINS;
import static io.github.gatlingllm.config.LengthSettings.DISTRIBUTION;
import static io.github.gatlingllm.config.LengthSettings.KEYS;
import static io.github.gatlingllm.config.LengthSettings.MAX;
import static io.github.gatlingllm.config.LengthSettings.MEAN;
import static io.github.gatlingllm.config.LengthSettings.MIN;
import static io.github.gatlingllm.config.LengthSettings.STDDEV;
import static io.github.gatlingllm.config.LengthSettings.VALUES;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatlingllm.prompt.length.TokenLength;
import io.github.gatlingllm.prompt.length.TokenLength.Bin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An object that tells a length in tokens: which keys go together, what is in its lists, and
 * whether a distribution comes of it.
 */
final class LengthRules {

  /** Faults of the elements of one list that are told: more of them tell nothing more. */
  private static final int MAX_FAULTS = 5;

  private final String place;
  private final JsonNode object;
  private final List<String> faults = new ArrayList<>();

  private LengthRules(String place, JsonNode object) {
    this.place = place;
    this.object = object;
  }

  /** Checks the lengths of all requests, as far as their keys are sound one by one. */
  static void check(SettingsTree tree, Findings findings) {
    for (LengthSettings length : List.of(LengthSettings.INPUT, LengthSettings.OUTPUT)) {
      boolean told =
          length.isGiven(tree)
              && (tree.has(length.mean()) || tree.find(length.distribution()).isPresent())
              && length.settings().stream()
                  .allMatch(one -> !tree.has(one) || tree.find(one).isPresent());
      boolean missesMean = !tree.has(length.mean()) && !isOther(length, tree);
      if (told && !missesMean) {
        check(length.path(), length.object(tree), findings);
      }
    }
  }

  /** Whether a mean need not be given, since the distribution has no such key or is named. */
  static boolean standInFor(Setting<?> setting, SettingsTree tree) {
    return List.of(LengthSettings.INPUT, LengthSettings.OUTPUT).stream()
        .anyMatch(length -> setting.equals(length.mean()) && isOther(length, tree));
  }

  private static boolean isOther(LengthSettings length, SettingsTree tree) {
    return tree.has(length.distribution())
        && tree.find(length.distribution()).orElse(null) != LengthDistribution.NORMAL;
  }

  /**
   * Checks an object, all of it.
   *
   * @param place what its keys begin with in messages
   */
  static void check(String place, JsonNode object, Findings findings) {
    LengthRules rules = new LengthRules(place, object);
    rules.judge();
    rules.faults.forEach(findings::fault);
  }

  /** What is wrong with an object; each fault begins with the key inside it that it is about. */
  static List<String> faults(JsonNode object) {
    LengthRules rules = new LengthRules("", object);
    rules.judge();
    return rules.faults.stream().map(fault -> fault.replaceFirst("^(\\.|: )", "")).toList();
  }

  /** The length of an object that was checked. */
  static TokenLength read(JsonNode object) {
    return new LengthRules("", object)
        .judge()
        .orElseThrow(() -> new IllegalStateException("a length was not checked"));
  }

  private static ValueType<?> form(String key) {
    return switch (key) {
      case MEAN -> LengthSettings.MEAN_FORM;
      case STDDEV -> LengthSettings.STDDEV_FORM;
      case DISTRIBUTION -> LengthSettings.DISTRIBUTION_FORM;
      case VALUES -> LengthSettings.VALUES_FORM;
      case BINS -> LengthSettings.BINS_FORM;
      default -> LengthSettings.BOUND_FORM;
    };
  }

  private Optional<TokenLength> judge() {
    for (String key : KEYS) {
      if (object.has(key)) {
        checkForm(place + "." + key, object.get(key), form(key));
      }
    }
    Optional<LengthDistribution> distribution =
        object.has(DISTRIBUTION)
            ? LengthDistribution.named(object.get(DISTRIBUTION).asText())
            : Optional.of(LengthDistribution.NORMAL);
    distribution.ifPresent(this::checkKeys);
    checkElements(VALUES, new WeightedLengths(false));
    checkElements(BINS, new WeightedLengths(true));
    return faults.isEmpty() ? distribution.flatMap(this::made) : Optional.empty();
  }

  private void checkKeys(LengthDistribution distribution) {
    for (String key : KEYS) {
      if (object.has(key) && !key.equals(DISTRIBUTION) && !distribution.takes(key)) {
        faults.add(
            String.format(
                "%s.%s: a distribution \"%s\" has no such key; it has %s",
                place, key, distribution.text(), String.join(", ", keysOf(distribution))));
      }
    }
    for (String key : distribution.required()) {
      if (!object.has(key)) {
        faults.add(place + "." + key + " is missing; give " + form(key).accepts());
      }
    }
  }

  private static List<String> keysOf(LengthDistribution distribution) {
    List<String> keys = new ArrayList<>(distribution.own());
    keys.addAll(List.of(MIN, MAX));
    return keys;
  }

  private void checkForm(String name, JsonNode value, ValueType<?> form) {
    try {
      form.read(value);
    } catch (RejectedValueException e) {
      faults.add(name + ": " + Excerpt.of(value) + " " + e.reason());
    }
  }

  private void checkElements(String key, WeightedLengths form) {
    JsonNode list = object.path(key);
    int before = faults.size();
    for (int i = 0; i < list.size() && faults.size() - before < MAX_FAULTS; i++) {
      String name = place + "." + key + "[" + i + "]";
      JsonNode element = list.get(i);
      if (!element.isObject()) {
        faults.add(
            name
                + ": "
                + Excerpt.of(element)
                + " is not an object with the keys "
                + String.join(", ", form.keys()));
      } else {
        form.keys().forEach(part -> checkPart(name + "." + part, element.path(part), part));
      }
    }
  }

  private void checkPart(String name, JsonNode value, String part) {
    boolean weight = part.equals(WeightedLengths.WEIGHT);
    ValueType<?> form =
        weight
            ? DecimalNumber.above0("a number above 0", TokenLength.MAX_WEIGHT)
            : LengthSettings.BOUND_FORM;
    if (value.isMissingNode()) {
      faults.add(name + " is missing; give " + form.accepts());
    } else {
      checkForm(name, value, form);
    }
  }

  private Optional<TokenLength> made(LengthDistribution distribution) {
    try {
      TokenLength length = unbounded(distribution);
      boolean cut =
          distribution != LengthDistribution.UNIFORM && (object.has(MIN) || object.has(MAX));
      return Optional.of(
          cut
              ? length.between(
                  object.path(MIN).asInt(1), object.path(MAX).asInt(TokenLength.MAX_TOKENS))
              : length);
    } catch (IllegalArgumentException e) {
      faults.add(place + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private TokenLength unbounded(LengthDistribution distribution) {
    double mean = object.path(MEAN).asDouble();
    return switch (distribution) {
      case NORMAL ->
          object.has(STDDEV)
              ? TokenLength.normal(mean, object.get(STDDEV).asDouble())
              : TokenLength.normal(mean);
      case CONSTANT -> TokenLength.constant(whole(mean));
      case UNIFORM -> TokenLength.uniform(object.path(MIN).asInt(), object.path(MAX).asInt());
      case LOGNORMAL -> TokenLength.logNormal(mean, object.path(STDDEV).asDouble());
      case EXPONENTIAL -> TokenLength.exponential(mean);
      case LIST ->
          TokenLength.histogram(
              bins(object.path(VALUES), WeightedLengths.TOKENS, WeightedLengths.TOKENS));
      case HISTOGRAM ->
          TokenLength.histogram(bins(object.path(BINS), WeightedLengths.FROM, WeightedLengths.TO));
    };
  }

  private static int whole(double mean) {
    if (mean != Math.rint(mean)) {
      throw new IllegalArgumentException(
          "a constant length must be a whole number of tokens, but is " + mean);
    }
    return (int) mean;
  }

  private static List<Bin> bins(JsonNode list, String from, String to) {
    List<Bin> bins = new ArrayList<>();
    for (JsonNode bin : list) {
      bins.add(
          new Bin(
              bin.path(from).asInt(),
              bin.path(to).asInt(),
              bin.path(WeightedLengths.WEIGHT).asDouble()));
    }
    return bins;
  }
}
