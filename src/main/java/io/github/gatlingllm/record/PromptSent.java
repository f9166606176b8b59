package io.github.gatlingllm.record;

import io.github.gatlingllm.prompt.Prompt;
import io.github.gatlingllm.prompt.PromptReuse;
import io.github.gatlingllm.prompt.Turn;

/**
 * What a request asked.
 *
 * @param text the last message; where there are inputs all of them, a blank line between two
 * @param tokenCount the tokens of what was sent, as the client counted them before, or -1 if it did
 *     not
 * @param inputTokenTarget the tokens that {@code tokenCount} was to be, or -1 where no length was
 *     asked for
 * @param outputTokenTarget the output tokens asked for, or -1 if there was no limit
 * @param reuse what of it was meant to be in the server's cache
 * @param turn its place in a conversation
 * @param tokenizer the name of what counted {@code tokenCount}, or an empty string where nobody
 *     said
 * @param inputs how many inputs it had, each to be answered with a vector or a score; 0 where it
 *     was to be answered with text
 */
public record PromptSent(
    String text,
    int tokenCount,
    int inputTokenTarget,
    int outputTokenTarget,
    PromptReuse reuse,
    Turn turn,
    String tokenizer,
    int inputs) {

  /** One that is to be answered with text. */
  public PromptSent(
      String text,
      int tokenCount,
      int inputTokenTarget,
      int outputTokenTarget,
      PromptReuse reuse,
      Turn turn,
      String tokenizer) {
    this(text, tokenCount, inputTokenTarget, outputTokenTarget, reuse, turn, tokenizer, 0);
  }

  /** One that nobody says by what it was counted. */
  public PromptSent(
      String text,
      int tokenCount,
      int inputTokenTarget,
      int outputTokenTarget,
      PromptReuse reuse,
      Turn turn) {
    this(text, tokenCount, inputTokenTarget, outputTokenTarget, reuse, turn, "");
  }

  /** One on its own, of any length. */
  public PromptSent(String text, int tokenCount, int outputTokenTarget) {
    this(text, tokenCount, Prompt.UNKNOWN, outputTokenTarget, PromptReuse.NONE, Turn.NONE);
  }

  /** The same, of which something else was sent before. */
  public PromptSent with(PromptReuse newReuse) {
    return new PromptSent(
        text, tokenCount, inputTokenTarget, outputTokenTarget, newReuse, turn, tokenizer);
  }

  /** The same without its text. */
  public PromptSent withoutText() {
    return new PromptSent(
        "", tokenCount, inputTokenTarget, outputTokenTarget, reuse, turn, tokenizer, inputs);
  }

  /** The same, of so many inputs. */
  public PromptSent ofInputs(String texts, int newInputs) {
    return new PromptSent(
        texts, tokenCount, inputTokenTarget, outputTokenTarget, reuse, turn, tokenizer, newInputs);
  }
}
