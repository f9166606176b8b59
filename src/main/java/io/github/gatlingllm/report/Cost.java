package io.github.gatlingllm.report;

import io.github.gatlingllm.load.Prices;
import io.github.gatlingllm.record.RunStatistics;

/**
 * What the tokens of a run cost, all requests together, failed ones too: what was generated until
 * then is billed.
 *
 * @param inputTokens tokens of the prompts, as the server counts them, else as the client does
 * @param outputTokens tokens of the answers
 * @param prices what a million of them cost
 */
record Cost(long inputTokens, long outputTokens, Prices prices) {

  static Cost of(RunStatistics statistics, Prices prices) {
    return new Cost(statistics.inputTokensOfAll(), statistics.outputTokensOfAll(), prices);
  }

  double total() {
    return prices.cost((double) inputTokens, (double) outputTokens);
  }
}
