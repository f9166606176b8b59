package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * Adds up the token counts of one answer, whichever way the server spreads them.
 *
 * <p>A count in an event of a choice is that choice's count so far (continuous usage), so the last
 * one counts. A count in an event without choices is final: of an answer of one choice the last one
 * counts; where several choices came in, one for each may be sent (llama-server), so these add up.
 * The prompt is the same for all choices and counts once.
 */
final class UsageTally {

  private final Map<Integer, Usage> byChoice = new HashMap<>();
  private Usage last = Usage.NONE;
  private Usage sum = Usage.NONE;

  /** Counts of an event that brings {@code choice}. */
  Usage ofChoice(int choice, Usage read) {
    if (!read.equals(Usage.NONE)) {
      byChoice.merge(choice, read, UsageTally::update);
    }
    return last.equals(Usage.NONE) ? ofChoices() : last;
  }

  /**
   * Counts of an event that brings no choice.
   *
   * @param choices how many choices came in until now
   */
  Usage ofAnswer(Usage read, int choices) {
    if (read.equals(Usage.NONE)) {
      return last.equals(Usage.NONE) ? ofChoices() : last;
    }
    sum = add(sum, read);
    last = choices > 1 ? sum : update(last, read);
    return last;
  }

  /** A later count replaces an earlier one; where it is silent, the earlier one holds. */
  static Usage update(Usage earlier, Usage later) {
    return new Usage(
        firstKnown(later.inputTokens(), earlier.inputTokens()),
        firstKnown(later.outputTokens(), earlier.outputTokens()),
        firstKnown(later.reasoningTokens(), earlier.reasoningTokens()),
        firstKnown(later.cachedTokens(), earlier.cachedTokens()));
  }

  private Usage ofChoices() {
    Usage all = Usage.NONE;
    for (Usage choice : byChoice.values()) {
      all = all.equals(Usage.NONE) ? choice : add(all, choice);
    }
    return all;
  }

  private static Usage add(Usage a, Usage b) {
    return new Usage(
        Math.max(a.inputTokens(), b.inputTokens()),
        sum(a.outputTokens(), b.outputTokens()),
        sum(a.reasoningTokens(), b.reasoningTokens()),
        Math.max(a.cachedTokens(), b.cachedTokens()));
  }

  private static int sum(int a, int b) {
    if (a == Usage.UNKNOWN || b == Usage.UNKNOWN) {
      return Math.max(a, b);
    }
    return (int) Math.min(Integer.MAX_VALUE, (long) a + b);
  }

  /**
   * Counts as stated. Where two names are read, the second is that of SGLang, xAI, Moonshot or
   * DeepSeek.
   */
  static Usage read(JsonNode node) {
    return new Usage(
        count(node.path("prompt_tokens")),
        count(node.path("completion_tokens")),
        firstKnown(
            count(node.path("completion_tokens_details").path("reasoning_tokens")),
            count(node.path("reasoning_tokens"))),
        firstKnown(
            count(node.path("prompt_tokens_details").path("cached_tokens")),
            firstKnown(
                count(node.path("cached_tokens")), count(node.path("prompt_cache_hit_tokens")))));
  }

  private static int firstKnown(int first, int second) {
    return first == Usage.UNKNOWN ? second : first;
  }

  /** A count given as a number, or as a number in a string; one that no int holds is no count. */
  static int count(JsonNode node) {
    if (node.isNumber()) {
      return node.canConvertToInt() ? known(node.intValue()) : Usage.UNKNOWN;
    }
    if (node.isTextual()) {
      try {
        return known(Integer.parseInt(node.textValue().strip()));
      } catch (NumberFormatException e) {
        return Usage.UNKNOWN;
      }
    }
    return Usage.UNKNOWN;
  }

  private static int known(int count) {
    return count < 0 ? Usage.UNKNOWN : count;
  }
}
