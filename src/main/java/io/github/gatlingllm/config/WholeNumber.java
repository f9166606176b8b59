package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;

/** A count. A number such as 10.0 or 1e3 is whole, as it is in every JSON reader that knows one. */
record WholeNumber(int min, int max) implements ValueType<Integer> {

  WholeNumber(int min) {
    this(min, Integer.MAX_VALUE);
  }

  @Override
  public String accepts() {
    return "a whole number of " + min + " or more";
  }

  @Override
  public Integer read(JsonNode node) throws RejectedValueException {
    double value = node.isNumber() ? node.doubleValue() : Double.NaN;
    if (!(value >= min) || value != Math.rint(value)) {
      throw RejectedValueException.isNot(accepts());
    }
    if (value > max) {
      throw RejectedValueException.isMoreThan(String.valueOf(max));
    }
    return (int) value;
  }

  @Override
  public JsonNode fromText(String text) {
    return NumberText.parse(text);
  }
}
