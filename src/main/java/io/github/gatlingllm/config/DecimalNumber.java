package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A number within bounds.
 *
 * @param accepts the bounds in words
 * @param min the lower bound
 * @param minAccepted whether the lower bound itself is accepted
 * @param max the upper bound, itself accepted
 */
record DecimalNumber(String accepts, double min, boolean minAccepted, double max)
    implements ValueType<Double> {

  static DecimalNumber above0(String accepts, double max) {
    return new DecimalNumber(accepts, 0, false, max);
  }

  static DecimalNumber from0(String accepts, double max) {
    return new DecimalNumber(accepts, 0, true, max);
  }

  @Override
  public Double read(JsonNode node) throws RejectedValueException {
    double value = node.isNumber() ? node.doubleValue() : Double.NaN;
    if (!(minAccepted ? value >= min : value > min)) {
      throw RejectedValueException.isNot(accepts);
    }
    if (value > max) {
      throw RejectedValueException.isMoreThan(NumberText.plain(max));
    }
    return value;
  }

  @Override
  public JsonNode fromText(String text) {
    return NumberText.parse(text);
  }
}
