package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;

/** The name of an {@link Adapter}. */
record AdapterName() implements ValueType<Adapter> {

  @Override
  public String accepts() {
    return "\"openai\", \"sagemaker\" or \"bedrock\"";
  }

  @Override
  public Adapter read(JsonNode node) throws RejectedValueException {
    return switch (node.asText()) {
      case "openai" -> Adapter.OPENAI;
      case "sagemaker" -> Adapter.SAGEMAKER;
      case "bedrock" -> Adapter.BEDROCK;
      default -> throw RejectedValueException.isNot(accepts());
    };
  }
}
