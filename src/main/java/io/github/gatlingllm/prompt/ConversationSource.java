package io.github.gatlingllm.prompt;

/**
 * Conversations by number: the one of an index is always the same, as with a {@link PromptSource}.
 * Implementations are safe for use by any thread.
 */
@FunctionalInterface
public interface ConversationSource {

  /**
   * The conversation of an index.
   *
   * @param index from 0
   * @throws PromptException if it cannot be produced
   */
  ConversationPlan conversation(long index);
}
