package io.github.gatlingllm.config;

import static io.github.gatlingllm.config.LengthSettings.BINS;
import static io.github.gatlingllm.config.LengthSettings.MAX;
import static io.github.gatlingllm.config.LengthSettings.MEAN;
import static io.github.gatlingllm.config.LengthSettings.MIN;
import static io.github.gatlingllm.config.LengthSettings.STDDEV;
import static io.github.gatlingllm.config.LengthSettings.VALUES;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How lengths are distributed, and the keys that tell it; every one may be cut off too. */
enum LengthDistribution {
  NORMAL(MEAN, MEAN + " " + STDDEV),
  CONSTANT(MEAN, MEAN),
  UNIFORM(MIN + " " + MAX, ""),
  LOGNORMAL(MEAN + " " + STDDEV, MEAN + " " + STDDEV),
  EXPONENTIAL(MEAN, MEAN),
  LIST(VALUES, VALUES),
  HISTOGRAM(BINS, BINS);

  private final String required;
  private final String own;

  LengthDistribution(String required, String own) {
    this.required = required;
    this.own = own;
  }

  static Optional<LengthDistribution> named(String name) {
    return Arrays.stream(values()).filter(one -> one.text().equals(name)).findFirst();
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Keys that must be given. */
  List<String> required() {
    return keys(required);
  }

  /** Keys that mean something, beside the bounds. */
  List<String> own() {
    return keys(own);
  }

  /** Keys whose values a flag lists after the name. */
  List<String> parts() {
    return own().isEmpty() ? required() : own();
  }

  boolean takes(String key) {
    return own().contains(key) || key.equals(MIN) || key.equals(MAX);
  }

  private static List<String> keys(String words) {
    return words.isEmpty() ? List.of() : List.of(words.split(" ", -1));
  }

  /** The name of one. */
  record Name() implements ValueType<LengthDistribution> {

    @Override
    public String accepts() {
      return Arrays.stream(LengthDistribution.values())
          .map(one -> "\"" + one.text() + "\"")
          .collect(Collectors.joining(", "))
          .replaceFirst(", (\"[a-z]+\")$", " or $1");
    }

    @Override
    public LengthDistribution read(JsonNode node) throws RejectedValueException {
      return named(node.isTextual() ? node.textValue() : "")
          .orElseThrow(() -> RejectedValueException.isNot(accepts()));
    }
  }
}
