package io.github.gatlingllm.config;

/**
 * Files of single requests.
 *
 * @param most the most files
 * @param mostBytes the most bytes of all of them together
 */
public record SavedResponses(int most, long mostBytes) {}
