package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;

/** The name of a {@link LoadModel}. */
record LoadModelName() implements ValueType<LoadModel> {

  @Override
  public String accepts() {
    return "\"closed\" or \"open\"";
  }

  @Override
  public LoadModel read(JsonNode node) throws RejectedValueException {
    return switch (node.asText()) {
      case "closed" -> LoadModel.CLOSED;
      case "open" -> LoadModel.OPEN;
      default -> throw RejectedValueException.isNot(accepts());
    };
  }
}
