package io.github.gatlingllm.export;

import io.github.gatlingllm.metrics.RequestMetrics;
import io.github.gatlingllm.record.RequestRecord;

/**
 * One request as {@code vllm bench serve} would have measured it: nanoseconds, by the formulas of
 * its {@code calculate_metrics}.
 *
 * @param success whether its answer came in full
 * @param timed whether it was streamed: vLLM streams always, and of an answer in one piece there is
 *     no time per token
 * @param promptTokens tokens of its prompt, 0 if they are not known
 * @param outputTokens of the answer; 0 for one that failed
 * @param ttft to the first chunk; of an answer in one piece, to its end; 0 if none came
 * @param latency to the last chunk; 0 for one that failed
 */
record VllmRequest(
    boolean success, boolean timed, int promptTokens, int outputTokens, long ttft, long latency) {

  static VllmRequest of(RequestRecord request) {
    RequestMetrics metrics = request.metrics();
    boolean success = request.succeeded();
    long whole = success ? metrics.e2eNanos() : 0;
    boolean timed = metrics.hasTokenTiming();
    return new VllmRequest(
        success,
        timed,
        Math.max(0, request.inputTokens()),
        success ? metrics.outputTokens() : 0,
        timed ? metrics.ttftNanos() : whole,
        timed && success ? metrics.lastTokenNanos() : whole);
  }

  /** The time per output token, the first left out; -1 for one token or less. */
  long tpot() {
    return timed && outputTokens > 1
        ? Math.round((double) (latency - ttft) / (outputTokens - 1))
        : -1;
  }
}
