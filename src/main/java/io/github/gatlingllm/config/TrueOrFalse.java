package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Yes or no. */
record TrueOrFalse() implements ValueType<Boolean> {

  @Override
  public String accepts() {
    return "true or false";
  }

  @Override
  public Boolean read(JsonNode node) throws RejectedValueException {
    if (!node.isBoolean()) {
      throw RejectedValueException.isNot(accepts());
    }
    return node.booleanValue();
  }

  @Override
  public JsonNode fromText(String text) {
    return switch (text.trim()) {
      case "true" -> BooleanNode.TRUE;
      case "false" -> BooleanNode.FALSE;
      default -> TextNode.valueOf(text);
    };
  }
}
