package io.github.gatlingllm.config;

import io.github.gatlingllm.prompt.ThinkTime;
import io.github.gatlingllm.prompt.length.TokenLength;
import org.jspecify.annotations.Nullable;

/**
 * Conversations of several turns: synthetic ones, or those of {@code benchmark.inputFile}, of which
 * only turns, think time and answers are told here.
 *
 * @param turns how many turns, of a file how many at most; null, of a file alone, for all
 * @param firstInputTokens length of the user's first message, or null for that of prompts
 * @param inputTokens length of each later message of the user
 * @param outputTokens length asked of answers, or null for that of all
 * @param thinkTime how long users think before each turn but the first
 * @param systemTokens length of the system message that all begin with, or 0 for none
 * @param answers whose answers histories have
 */
public record ConversationModel(
    @Nullable TokenLength turns,
    @Nullable TokenLength firstInputTokens,
    TokenLength inputTokens,
    @Nullable TokenLength outputTokens,
    ThinkTime thinkTime,
    int systemTokens,
    ConversationAnswers answers) {

  /** Synthetic ones. */
  public ConversationModel(
      TokenLength turns,
      @Nullable TokenLength firstInputTokens,
      TokenLength inputTokens,
      @Nullable TokenLength outputTokens,
      ThinkTime thinkTime,
      int systemTokens) {
    this(
        turns,
        firstInputTokens,
        inputTokens,
        outputTokens,
        thinkTime,
        systemTokens,
        ConversationAnswers.SERVER);
  }
}
