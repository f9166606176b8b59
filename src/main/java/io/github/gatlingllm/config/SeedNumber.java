package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;

/** Any whole number of 64 bits, exact: a seed that was rounded would give another run. */
record SeedNumber() implements ValueType<Long> {

  @Override
  public String accepts() {
    return "a whole number from -9223372036854775808 to 9223372036854775807";
  }

  @Override
  public Long read(JsonNode node) throws RejectedValueException {
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw RejectedValueException.isNot(accepts());
    }
    return node.longValue();
  }

  @Override
  public JsonNode fromText(String text) {
    return NumberText.parse(text);
  }
}
