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
    return dialogue.request().stream().mapToInt(this::of).sum();
  }

  /** What a turn of a conversation says; a record's own count is that of its only one. */
  int input(Dialogue dialogue, DialogueTurn turn, int turns) {
    return turns == 1 && dialogue.tokenCount() != Prompt.UNKNOWN
        ? dialogue.tokenCount()
        : turn.said().stream().mapToInt(this::of).sum();
  }

  int of(Message message) {
    return tokenizer.count(message.text());
  }

  int output(Dialogue dialogue) {
    if (dialogue.outputTokens() != Prompt.UNKNOWN) {
      return dialogue.outputTokens();
    }
    return dialogue.answer().isEmpty()
        ? DEFAULT_OUTPUT_TOKENS
        : Math.max(1, tokenizer.count(dialogue.answer()));
  }

  /** That of the recorded answer, since a record's limit is of all of its turns. */
  int output(Dialogue dialogue, DialogueTurn turn) {
    if (!turn.answer().isEmpty()) {
      return Math.max(1, tokenizer.count(turn.answer()));
    }
    return dialogue.outputTokens() == Prompt.UNKNOWN
        ? DEFAULT_OUTPUT_TOKENS
        : dialogue.outputTokens();
  }
}
