package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;

/** A string, which may have to hold more than blanks. */
record Text(boolean blankAccepted) implements ValueType<String> {

  @Override
  public String accepts() {
    return blankAccepted ? "a string" : "a string that is not empty";
  }

  @Override
  public String read(JsonNode node) throws RejectedValueException {
    if (!node.isTextual() || (!blankAccepted && node.textValue().isBlank())) {
      throw RejectedValueException.isNot(accepts());
    }
    return node.textValue();
  }
}
