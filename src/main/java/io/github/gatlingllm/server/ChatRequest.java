package io.github.gatlingllm.server;

import java.util.OptionalLong;

/**
 * A chat request as far as the simulated model heeds it.
 *
 * @param cachedTokens how many of the prompt's tokens a prefix cache has
 * @param answerTokens exactly as many as the answer will have
 * @param texts how many texts it has: messages, or inputs
 * @param results how many results are asked for, where inputs are ranked
 * @param seed makes the answer's text a function of itself alone, where given
 */
record ChatRequest(
    String model,
    int promptTokens,
    int cachedTokens,
    int answerTokens,
    boolean stream,
    boolean includeUsage,
    int texts,
    int results,
    OptionalLong seed) {

  /** A chat of one message. */
  ChatRequest(
      String model,
      int promptTokens,
      int cachedTokens,
      int answerTokens,
      boolean stream,
      boolean includeUsage,
      OptionalLong seed) {
    this(model, promptTokens, cachedTokens, answerTokens, stream, includeUsage, 1, 0, seed);
  }
}
