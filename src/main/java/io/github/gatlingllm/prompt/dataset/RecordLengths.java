package io.github.gatlingllm.prompt.dataset;

import io.github.gatlingllm.api.Message;
import io.github.gatlingllm.prompt.Prompt;
import io.github.gatlingllm.prompt.tokenizer.Tokenizer;

/** How long a record's request and its answer are, counted where the record does not say. */
record RecordLengths(Tokenizer tokenizer) {

  /** The tokens of an answer that nothing is known of, as flotest has it. */
  static final int DEFAULT_OUTPUT_TOKENS = 256;

  int input(Dialogue dialogue) {
    if (dialogue.tokenCount() != Prompt.UNKNOWN) {
      return dialogue.tokenCount();
    }
    int sum = 0;
    for (Message message : dialogue.request()) {
      sum += tokenizer.count(message.text());
    }
    return sum;
  }

  int output(Dialogue dialogue) {
    if (dialogue.outputTokens() != Prompt.UNKNOWN) {
      return dialogue.outputTokens();
    }
    return dialogue.answer().isEmpty()
        ? DEFAULT_OUTPUT_TOKENS
        : Math.max(1, tokenizer.count(dialogue.answer()));
  }
}
