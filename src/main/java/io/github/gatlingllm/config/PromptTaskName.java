package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatlingllm.prompt.PromptTask;

/** The name of a {@link PromptTask}. */
record PromptTaskName() implements ValueType<PromptTask> {

  @Override
  public String accepts() {
    return "\"stream-lines\", \"continue\", \"count\" or \"none\"";
  }

  @Override
  public PromptTask read(JsonNode node) throws RejectedValueException {
    return PromptTask.named(node.asText())
        .orElseThrow(() -> RejectedValueException.isNot(accepts()));
  }
}
