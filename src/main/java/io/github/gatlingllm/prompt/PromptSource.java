package io.github.gatlingllm.prompt;

/**
 * Prompts by number.
 *
 * <p>The prompt of an index is always the same, whichever thread asks, in whatever order and
 * however often; that is what makes a run repeatable. Implementations are safe for use by any
 * thread.
 */
@FunctionalInterface
public interface PromptSource {

  /**
   * The prompt of an index.
   *
   * @param index from 0
   * @throws PromptException if it cannot be produced
   */
  Prompt prompt(long index);
}
