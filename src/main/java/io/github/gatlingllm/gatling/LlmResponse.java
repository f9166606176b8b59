package io.github.gatlingllm.gatling;

import io.github.gatlingllm.metrics.RequestMetrics;

/**
 * What checks see of an answer that came in full.
 *
 * @param metrics its measurements
 * @param content its visible text: what Gatling's own body checks look at, streamed or not
 * @param finishReason the server's word for why it ended
 */
public record LlmResponse(RequestMetrics metrics, String content, String finishReason) {}
