package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;

/** The name of a {@link FailOn}. */
record FailOnName() implements ValueType<FailOn> {

  @Override
  public String accepts() {
    return "\"never\", \"suspect\" or \"invalid\"";
  }

  @Override
  public FailOn read(JsonNode node) throws RejectedValueException {
    return switch (node.asText()) {
      case "never" -> FailOn.NEVER;
      case "suspect" -> FailOn.SUSPECT;
      case "invalid" -> FailOn.INVALID;
      default -> throw RejectedValueException.isNot(accepts());
    };
  }
}
