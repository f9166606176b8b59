package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatlingllm.prompt.PromptText;

/** The name of a {@link PromptText}. */
record PromptTextName() implements ValueType<PromptText> {

  @Override
  public String accepts() {
    return "\"corpus\" or \"words\"";
  }

  @Override
  public PromptText read(JsonNode node) throws RejectedValueException {
    return switch (node.asText()) {
      case "corpus" -> PromptText.CORPUS;
      case "words" -> PromptText.WORDS;
      default -> throw RejectedValueException.isNot(accepts());
    };
  }
}
