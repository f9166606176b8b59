package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;

/** How answers are made as long as asked. */
public enum OutputControl {
  /** {@code max_tokens} alone: the model may end an answer before. */
  MAX,
  /** {@code ignore_eos} and {@code min_tokens} too. */
  EXACT;

  /** The name of one. */
  record Name() implements ValueType<OutputControl> {

    @Override
    public String accepts() {
      return "\"max\" or \"exact\"";
    }

    @Override
    public OutputControl read(JsonNode node) throws RejectedValueException {
      return switch (node.asText()) {
        case "max" -> MAX;
        case "exact" -> EXACT;
        default -> throw RejectedValueException.isNot(accepts());
      };
    }
  }
}
