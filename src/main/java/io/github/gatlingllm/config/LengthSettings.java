package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The keys of a length in tokens: that of prompts, or that asked of answers.
 *
 * @param mean its mean; as a flag any distribution in one text
 */
record LengthSettings(
    Setting<Double> mean,
    Setting<Double> stddev,
    Setting<LengthDistribution> distribution,
    Setting<Integer> min,
    Setting<Integer> max,
    Setting<List<JsonNode>> values,
    Setting<List<JsonNode>> bins) {

  static final String MEAN = "mean";
  static final String STDDEV = "stddev";
  static final String DISTRIBUTION = "distribution";
  static final String MIN = "min";
  static final String MAX = "max";
  static final String VALUES = "values";
  static final String BINS = "bins";

  static final List<String> KEYS = List.of(MEAN, STDDEV, DISTRIBUTION, MIN, MAX, VALUES, BINS);

  static final ValueType<Double> MEAN_FORM =
      new LengthText(DecimalNumber.above0("a number of tokens above 0", 10_000_000));
  static final ValueType<Double> STDDEV_FORM =
      DecimalNumber.from0("a number of tokens, 0 or more", 10_000_000);
  static final ValueType<Integer> BOUND_FORM = new WholeNumber(1);
  static final ValueType<List<JsonNode>> VALUES_FORM = new WeightedLengths(false);
  static final ValueType<List<JsonNode>> BINS_FORM = new WeightedLengths(true);
  static final ValueType<LengthDistribution> DISTRIBUTION_FORM = new LengthDistribution.Name();

  private static final Declarations DECLARED = new Declarations();

  static final LengthSettings INPUT = declared("inputTokens", "length of a prompt");
  static final LengthSettings OUTPUT = declared("outputTokens", "length asked of an answer");

  private static LengthSettings declared(String name, String what) {
    String path = "benchmark." + name + ".";
    return new LengthSettings(
        DECLARED.required(
            path + MEAN,
            name,
            MEAN_FORM,
            "Mean "
                + what
                + ", in tokens; not for `uniform`, `list` and `histogram`. As a flag also a whole "
                + "distribution: `uniform:100:200`, `list:100x3,4000x1` (prompts.md)."),
        DECLARED.optional(
            path + STDDEV,
            name + "Stddev",
            STDDEV_FORM,
            "Standard deviation of that length, for `normal` (a tenth of the mean when not given) "
                + "and `lognormal`."),
        DECLARED.defaulted(
            path + DISTRIBUTION,
            name + "Distribution",
            DISTRIBUTION_FORM,
            "normal",
            "How the length is distributed (prompts.md)."),
        DECLARED.optional(
            path + MIN,
            name + "Min",
            BOUND_FORM,
            "Shortest length: for `uniform` its own, for others a bound; what lies outside is drawn "
                + "again."),
        DECLARED.optional(path + MAX, name + "Max", BOUND_FORM, "Longest length, likewise."),
        DECLARED.optional(
            path + VALUES,
            name + "Values",
            VALUES_FORM,
            "For `list`: lengths with weights. As a flag: `100x3,4000x1`."),
        DECLARED.optional(
            path + BINS,
            name + "Bins",
            BINS_FORM,
            "For `histogram`: ranges of lengths with weights. As a flag: `1-100x40,101-500x60`."));
  }

  static List<Setting<?>> all() {
    return DECLARED.all();
  }

  List<Setting<?>> settings() {
    return List.of(mean, stddev, distribution, min, max, values, bins);
  }

  /** The path of the object. */
  String path() {
    return mean.path().substring(0, mean.path().lastIndexOf('.'));
  }

  /** The object in the tree, or a missing node. */
  JsonNode object(SettingsTree tree) {
    return tree.at(mean.names().subList(0, mean.names().size() - 1));
  }

  /** Whether a length was told, soundly or not. */
  boolean isGiven(SettingsTree tree) {
    return tree.has(mean) || tree.has(distribution);
  }

  /**
   * Spreads a distribution that came as the text of one flag over the keys it stands for; it takes
   * the place of what the file has, as does a mean by flag where the file's distribution has none.
   */
  static void takeFlags(SettingsTree tree) {
    INPUT.takeFlag(tree);
    OUTPUT.takeFlag(tree);
  }

  private void takeFlag(SettingsTree tree) {
    if (!tree.isByFlag(mean)) {
      return;
    }
    JsonNode given = tree.given(mean);
    boolean whole = given instanceof ObjectNode;
    if (!whole && (tree.isByFlag(distribution) || takesMean(tree))) {
      return;
    }
    for (Setting<?> setting : settings()) {
      if (!tree.isByFlag(setting) || (whole && setting.equals(mean))) {
        tree.remove(setting);
      }
    }
    if (given instanceof ObjectNode form) {
      settings().stream()
          .filter(setting -> form.has(nameOf(setting)))
          .forEach(setting -> tree.put(setting, form.get(nameOf(setting))));
    }
  }

  private boolean takesMean(SettingsTree tree) {
    return tree.find(distribution).map(one -> one.takes(MEAN)).orElse(true);
  }

  private static String nameOf(Setting<?> setting) {
    return setting.names().get(setting.names().size() - 1);
  }
}
