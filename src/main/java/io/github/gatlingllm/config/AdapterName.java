package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;

/** The name of an {@link Adapter}. */
record AdapterName() implements ValueType<Adapter> {

  @Override
  public String accepts() {
    return "one of " + Adapter.names();
  }

  @Override
  public Adapter read(JsonNode node) throws RejectedValueException {
    if (node.asText().equals("sagemaker")) {
      throw RejectedValueException.because(
          "the adapter \"sagemaker\" is not available yet; only " + Adapter.names() + " are");
    }
    return Adapter.named(node.asText()).orElseThrow(() -> RejectedValueException.isNot(accepts()));
  }
}
