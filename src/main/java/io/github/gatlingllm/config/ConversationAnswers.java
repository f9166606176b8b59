package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;

/** Whose answers the history of a conversation has. */
public enum ConversationAnswers {
  /** Those that the server gives. */
  SERVER,
  /** Those that the data set has. */
  RECORDED;

  /** The name of one. */
  record Name() implements ValueType<ConversationAnswers> {

    @Override
    public String accepts() {
      return "\"server\" or \"recorded\"";
    }

    @Override
    public ConversationAnswers read(JsonNode node) throws RejectedValueException {
      return switch (node.asText()) {
        case "server" -> SERVER;
        case "recorded" -> RECORDED;
        default -> throw RejectedValueException.isNot(accepts());
      };
    }
  }
}
