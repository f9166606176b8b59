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
  NORMAL(List.of(MEAN), List.of(MEAN, STDDEV)),
  CONSTANT(List.of(MEAN), List.of(MEAN)),
  UNIFORM(List.of(MIN, MAX), List.of()),
  LOGNORMAL(List.of(MEAN, STDDEV), List.of(MEAN, STDDEV)),
  EXPONENTIAL(List.of(MEAN), List.of(MEAN)),
  LIST(List.of(VALUES), List.of(VALUES)),
  HISTOGRAM(List.of(BINS), List.of(BINS));

  private final List<String> required;
  private final List<String> own;

  LengthDistribution(List<String> required, List<String> own) {
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
    return required;
  }

  /** Keys that mean something, beside the bounds. */
  List<String> own() {
    return own;
  }

  /** Keys whose values a flag lists after the name. */
  List<String> parts() {
    return own.isEmpty() ? required : own;
  }

  boolean takes(String key) {
    return own.contains(key) || key.equals(MIN) || key.equals(MAX);
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
