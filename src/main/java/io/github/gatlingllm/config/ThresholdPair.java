package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

/** A list of two numbers in ascending order; as a flag, with a comma. */
record ThresholdPair() implements ValueType<Thresholds> {

  private static final double MAX = 1e6;

  @Override
  public String accepts() {
    return "a list of two numbers, 0 or more, the second not below the first";
  }

  @Override
  public Thresholds read(JsonNode node) throws RejectedValueException {
    if (!node.isArray() || node.size() != 2 || !node.get(0).isNumber() || !node.get(1).isNumber()) {
      throw RejectedValueException.isNot(accepts());
    }
    double suspect = node.get(0).doubleValue();
    double invalid = node.get(1).doubleValue();
    if (!(suspect >= 0) || !(invalid >= suspect)) {
      throw RejectedValueException.isNot(accepts());
    }
    if (invalid > MAX) {
      throw RejectedValueException.isMoreThan(NumberText.plain(MAX));
    }
    return new Thresholds(suspect, invalid);
  }

  @Override
  public JsonNode fromText(String text) {
    ArrayNode numbers = JsonText.MAPPER.createArrayNode();
    for (String number : text.split(",", -1)) {
      numbers.add(NumberText.parse(number));
    }
    return numbers;
  }
}
