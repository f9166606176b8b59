package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;

/** The name of {@link Arrivals}. */
record ArrivalsName() implements ValueType<Arrivals> {

  @Override
  public String accepts() {
    return "\"constant\", \"poisson\", \"gamma\", \"uniform\", \"burst\" or \"replay\"";
  }

  @Override
  public Arrivals read(JsonNode node) throws RejectedValueException {
    return switch (node.asText()) {
      case "constant" -> Arrivals.CONSTANT;
      case "poisson" -> Arrivals.POISSON;
      case "gamma" -> Arrivals.GAMMA;
      case "uniform" -> Arrivals.UNIFORM;
      case "burst" -> Arrivals.BURST;
      case "replay" -> Arrivals.REPLAY;
      default -> throw RejectedValueException.isNot(accepts());
    };
  }
}
