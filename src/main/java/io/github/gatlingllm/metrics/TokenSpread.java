package io.github.gatlingllm.metrics;

import io.github.gatlingllm.timing.TokenTimeline;
import java.util.Arrays;

/** How many output tokens each event of a stream brought. */
final class TokenSpread {

  private TokenSpread() {}

  /**
   * Tokens by event: the differences of the server's running count. Where it gave none with an
   * event, what the next count adds is spread evenly over the events since the last one; without
   * any, that is the final count over all. Tokens that came without output, such as the one that
   * ends the text, go with the last event, so that they always add up to the final count.
   *
   * @param outputTokens the final count
   */
  static int[] of(TokenTimeline timeline, int outputTokens) {
    int[] tokens = new int[timeline.size()];
    int counted = running(timeline, outputTokens, tokens);
    if (counted < 0) {
      counted = 0;
    }
    int before = counted == 0 ? 0 : timeline.runningTokens(counted - 1);
    int from = Math.min(counted, tokens.length - 1);
    if (from >= 0) {
      evenly(outputTokens - before, from, tokens.length, tokens);
    }
    return tokens;
  }

  /**
   * Fills in what the running count says.
   *
   * @return up to which event it says something; -1 if it contradicts itself or the final count
   */
  private static int running(TokenTimeline timeline, int outputTokens, int[] tokens) {
    int counted = 0;
    int before = 0;
    for (int i = 0; i < tokens.length; i++) {
      int now = timeline.runningTokens(i);
      if (now == TokenTimeline.UNKNOWN) {
        continue;
      }
      if (now < before || now > outputTokens) {
        Arrays.fill(tokens, 0);
        return -1;
      }
      evenly(now - before, counted, i + 1, tokens);
      before = now;
      counted = i + 1;
    }
    return counted;
  }

  /** Adds a count to the events from one to before another, as evenly as whole numbers go. */
  private static void evenly(int count, int from, int to, int[] tokens) {
    long events = (long) to - from;
    for (int i = 0; i < events; i++) {
      tokens[from + i] += (int) (count * (i + 1L) / events - count * (long) i / events);
    }
  }
}
