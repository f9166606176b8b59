package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;

/** The name of a {@link LiveName}. */
record LiveNames() implements ValueType<LiveName> {

  @Override
  public String accepts() {
    return "\"auto\", \"screen\", \"lines\" or \"off\"";
  }

  @Override
  public LiveName read(JsonNode node) throws RejectedValueException {
    return switch (node.asText()) {
      case "auto" -> LiveName.AUTO;
      case "screen" -> LiveName.SCREEN;
      case "lines" -> LiveName.LINES;
      case "off" -> LiveName.OFF;
      default -> throw RejectedValueException.isNot(accepts());
    };
  }
}
