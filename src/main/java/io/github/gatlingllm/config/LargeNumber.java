package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;

/** A count that may be larger than an int. */
record LargeNumber() implements ValueType<Long> {

  /** Every whole number up to it is exact as a double, as JSON readers have it. */
  private static final double MAX = 1e15;

  @Override
  public String accepts() {
    return "a whole number of 1 or more";
  }

  @Override
  public Long read(JsonNode node) throws RejectedValueException {
    double value = node.isNumber() ? node.doubleValue() : Double.NaN;
    if (!(value >= 1) || value != Math.rint(value)) {
      throw RejectedValueException.isNot(accepts());
    }
    if (value > MAX) {
      throw RejectedValueException.isMoreThan(NumberText.plain(MAX));
    }
    return (long) value;
  }

  @Override
  public JsonNode fromText(String text) {
    return NumberText.parse(text);
  }
}
