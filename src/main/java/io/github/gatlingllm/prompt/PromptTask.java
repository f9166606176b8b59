package io.github.gatlingllm.prompt;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a synthetic prompt tells the model to do, in front of its text: something that goes on for
 * as long as the answer is to be. A model that thinks it is done ends its answer, however many
 * tokens it may still write.
 */
public enum PromptTask {

  /** To stream lines of the text, as flotest asks. */
  STREAM_LINES(
      "stream-lines",
      "Randomly stream lines from the following text with %d output tokens. Don't generate eos"
          + " tokens:\n\n"),

  /** To go on where the text ends. */
  CONTINUE(
      "continue",
      "Continue the following text for %d tokens. Do not come to an end before, and do not comment"
          + " on it:\n\n"),

  /** To count, which any model can do without an end. */
  COUNT(
      "count",
      "Count upwards from 1, one number a line, until you have written %d tokens. Take no notice of"
          + " the following text:\n\n"),

  /** Nothing: the text alone, or the user's own instruction behind it. */
  NONE("none", "");

  private final String key;
  private final String header;

  PromptTask(String key, String header) {
    this.key = key;
    this.header = header;
  }

  /** The task that a configuration calls so. */
  public static Optional<PromptTask> named(String key) {
    return Arrays.stream(values()).filter(task -> task.key.equals(key)).findFirst();
  }

  /** What a configuration calls it. */
  public String key() {
    return key;
  }

  /** The words of the task, for an answer of so many tokens; they may be none. */
  String header(int outputTarget) {
    return header.replace("%d", Integer.toString(outputTarget));
  }
}
