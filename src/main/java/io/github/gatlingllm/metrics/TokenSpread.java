package io.github.gatlingllm.metrics;

import io.github.gatlingllm.timing.TokenTimeline;

/** How many output tokens each event of a stream brought. */
final class TokenSpread {

  private TokenSpread() {}

  /**
   * Tokens by event: the differences of the server's running count where it gave one with every
   * event, else the final count spread evenly, so that they add up to it.
   *
   * @param outputTokens the final count
   */
  static int[] of(TokenTimeline timeline, int outputTokens) {
    int[] tokens = new int[timeline.size()];
    if (!running(timeline, outputTokens, tokens)) {
      evenly(outputTokens, tokens);
    }
    return tokens;
  }

  private static boolean running(TokenTimeline timeline, int outputTokens, int[] tokens) {
    int before = 0;
    for (int i = 0; i < tokens.length; i++) {
      int now = timeline.runningTokens(i);
      if (now < before) {
        return false; // Unknown for this event, or no running count at all.
      }
      tokens[i] = now - before;
      before = now;
    }
    return before == outputTokens;
  }

  private static void evenly(int outputTokens, int[] tokens) {
    long events = tokens.length;
    for (int i = 0; i < events; i++) {
      tokens[i] = (int) (outputTokens * (i + 1L) / events - outputTokens * (long) i / events);
    }
  }
}
