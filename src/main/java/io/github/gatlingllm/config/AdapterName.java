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
    return Adapter.named(node.asText()).orElseThrow(() -> RejectedValueException.isNot(accepts()));
  }
}
