package io.github.gatlingllm.prompt;

import io.github.gatlingllm.api.Message;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one request asks, and the length of the answer it asks for.
 *
 * @param index the prompt's place in its source, from 0
 * @param messages what is sent, oldest first; at least one
 * @param tokenCount the tokens of the messages' texts, counted by the source's tokenizer, or {@link
 *     #UNKNOWN}; what a chat template or a system prompt adds is not in it
 * @param inputTokenTarget the tokens that {@code tokenCount} was to be, or {@link #UNKNOWN} where
 *     no length was asked for
 * @param outputTokenTarget the tokens the answer should have, at least 1, or {@link #UNKNOWN} for
 *     no limit
 * @param reuse what of it is meant to be in the server's cache
 * @param body further keys of the request's body, by their names in the API
 */
public record Prompt(
    long index,
    List<Message> messages,
    int tokenCount,
    int inputTokenTarget,
    int outputTokenTarget,
    PromptReuse reuse,
    Map<String, Object> body) {

  /** A number of tokens that is not known. */
  public static final int UNKNOWN = -1;

  /**
   * Keeps copies, in the same order: what is sent is the same in every run.
   *
   * @throws IllegalArgumentException if there is no message
   */
  public Prompt {
    if (messages.isEmpty()) {
      throw new IllegalArgumentException("a prompt has at least one message");
    }
    messages = List.copyOf(messages);
    body = Collections.unmodifiableMap(new LinkedHashMap<>(body));
  }

  /** One user message of any length. */
  public Prompt(long index, String text, int tokenCount, int outputTokenTarget) {
    this(
        index,
        List.of(new Message("user", text)),
        tokenCount,
        UNKNOWN,
        outputTokenTarget,
        PromptReuse.NONE,
        Map.of());
  }

  /** The text of the last message. */
  public String text() {
    return messages.get(messages.size() - 1).text();
  }

  /** Whether it has a system message of its own. */
  public boolean hasSystemMessage() {
    return messages.stream().anyMatch(message -> message.role().equals("system"));
  }

  /** The same, where so many input tokens were asked for. */
  public Prompt asked(int newInputTokenTarget) {
    return new Prompt(
        index, messages, tokenCount, newInputTokenTarget, outputTokenTarget, reuse, body);
  }

  /** The same, with this of it meant to be in the server's cache. */
  public Prompt with(PromptReuse newReuse) {
    return new Prompt(
        index, messages, tokenCount, inputTokenTarget, outputTokenTarget, newReuse, body);
  }
}
