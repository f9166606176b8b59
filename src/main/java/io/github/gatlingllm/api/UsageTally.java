package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * Adds up the token counts of one answer, whichever way the server spreads them.
 *
 * <p>A count in an event of a choice is that choice's count so far (continuous usage), so the last
 * one counts. A count in an event without choices is final: one for the whole answer, or, where
 * several choices were asked for, one for each (llama-server), so these add up. The prompt is the
 * same for all choices and counts once.
 */
final class UsageTally {

  private final Map<Integer, Usage> byChoice = new HashMap<>();
  private Usage total = Usage.NONE;

  /** Counts of an event that brings {@code choice}. */
  Usage ofChoice(int choice, JsonNode node) {
    byChoice.put(choice, read(node));
    return current();
  }

  /** Counts of an event that brings no choice. */
  Usage ofAnswer(JsonNode node) {
    total = add(total, read(node));
    return current();
  }

  private Usage current() {
    if (!total.equals(Usage.NONE)) {
      return total;
    }
    return byChoice.values().stream().reduce(Usage.NONE, UsageTally::add);
  }

  private static Usage add(Usage a, Usage b) {
    return new Usage(
        Math.max(a.inputTokens(), b.inputTokens()),
        sum(a.outputTokens(), b.outputTokens()),
        sum(a.reasoningTokens(), b.reasoningTokens()),
        Math.max(a.cachedTokens(), b.cachedTokens()));
  }

  private static int sum(int a, int b) {
    return a == Usage.UNKNOWN ? b : b == Usage.UNKNOWN ? a : a + b;
  }

  private static Usage read(JsonNode node) {
    return new Usage(
        count(node.path("prompt_tokens")),
        count(node.path("completion_tokens")),
        count(node.path("completion_tokens_details").path("reasoning_tokens")),
        count(node.path("prompt_tokens_details").path("cached_tokens")));
  }

  /** A count given as a number, or as a number in a string. */
  private static int count(JsonNode node) {
    int value = node.asInt(Usage.UNKNOWN);
    return value < 0 ? Usage.UNKNOWN : value;
  }
}
