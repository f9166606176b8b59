package io.github.gatlingllm.server;

import java.util.OptionalLong;

/**
 * A chat request as far as the simulated model heeds it.
 *
 * @param cachedTokens how many of the prompt's tokens a prefix cache has
 * @param answerTokens exactly as many as the answer will have
 * @param seed makes the answer's text a function of itself alone, where given
 */
record ChatRequest(
    String model,
    int promptTokens,
    int cachedTokens,
    int answerTokens,
    boolean stream,
    boolean includeUsage,
    OptionalLong seed) {}
