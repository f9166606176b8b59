package io.github.gatlingllm.prompt;

import io.github.gatlingllm.api.Message;
import io.github.gatlingllm.api.Usage;
import java.util.ArrayList;
import java.util.List;

/**
 * A conversation as far as it has come: what a user's session holds between two turns. Immutable.
 *
 * @param id unique in all runs
 * @param messages what was said in the turns that were answered, oldest first; no system message
 * @param turnsBegun how many requests were made in it
 * @param turnsAnswered how many of them came to a whole answer, which is in the messages
 * @param inputTokens the prompt tokens of the answered turns after the first, of those whose cached
 *     tokens the server told
 * @param cachedTokens how many of these came from the server's cache
 * @param sentTokens how many tokens at the front of the next request the server had before, in the
 *     last answered turn, by its own counts; {@link Prompt#UNKNOWN} where it told none
 * @param end why it cannot go on; empty if it can
 */
public record Conversation(
    String id,
    List<Message> messages,
    int turnsBegun,
    int turnsAnswered,
    long inputTokens,
    long cachedTokens,
    int sentTokens,
    String end) {

  /**
   * The most turns of one conversation: its history is in memory, and is sent with each of them.
   */
  public static final int MAX_TURNS = 1024;

  /** Keeps a copy of the messages. */
  public Conversation {
    messages = List.copyOf(messages);
  }

  /** One in which nothing was said. */
  public static Conversation begun(String id) {
    return new Conversation(id, List.of(), 0, 0, 0, 0, Prompt.UNKNOWN, "");
  }

  /** Whether every request in it until now was answered. */
  public boolean isWhole() {
    return end.isEmpty() && turnsAnswered == turnsBegun;
  }

  /**
   * The place of its next request.
   *
   * @param planned how many turns it is to have, or 0 if nobody said
   * @param thinkNanos the think time asked for before it, in nanoseconds
   * @throws IllegalArgumentException if it cannot go on
   */
  public Turn next(int planned, long thinkNanos) {
    if (!end.isEmpty()) {
      throw new IllegalArgumentException("the conversation cannot go on: " + end);
    }
    if (turnsBegun == MAX_TURNS) {
      throw new IllegalArgumentException(
          "the conversation has " + MAX_TURNS + " turns, the most there are; begin another");
    }
    return new Turn(id, turnsBegun + 1, planned, thinkNanos, inputTokens, cachedTokens, false);
  }

  /** The same after a request that was not answered in full: nothing of it is remembered. */
  public Conversation failed() {
    return endedBecause(end);
  }

  /** The same after an answer that is not known, so that it cannot go on. */
  public Conversation endedBecause(String reason) {
    return new Conversation(
        id, messages, turnsBegun + 1, turnsAnswered, inputTokens, cachedTokens, sentTokens, reason);
  }

  /**
   * The same after an answer, which is remembered.
   *
   * @param said what was said since the last answer
   * @param answer what was answered
   * @param usage the server's token counts
   */
  public Conversation answered(List<Message> said, String answer, Usage usage) {
    return after(said, answer, usage, sent(usage));
  }

  /** The same after an answer in whose place another one is remembered, which no server has had. */
  public Conversation answeredInstead(List<Message> said, String answer, Usage usage) {
    return after(said, answer, usage, usage.inputTokens());
  }

  /**
   * What was generated is in the server's cache as what was read is; reasoning is not sent back.
   */
  private static int sent(Usage usage) {
    int shown = Math.max(0, usage.outputTokens()) - Math.max(0, usage.reasoningTokens());
    return usage.inputTokens() <= 0 ? Prompt.UNKNOWN : usage.inputTokens() + Math.max(0, shown);
  }

  private Conversation after(List<Message> said, String answer, Usage usage, int sent) {
    List<Message> all = new ArrayList<>(messages);
    all.addAll(said);
    all.add(new Message("assistant", answer));
    boolean counts = turnsBegun > 0 && isToldBy(usage);
    return new Conversation(
        id,
        all,
        turnsBegun + 1,
        turnsAnswered + 1,
        inputTokens + (counts ? usage.inputTokens() : 0),
        cachedTokens + (counts ? usage.cachedTokens() : 0),
        sent,
        end);
  }

  /** Whether a server told how much of a prompt came from its cache; more than all is no count. */
  public static boolean isToldBy(Usage usage) {
    return usage.inputTokens() > 0
        && usage.cachedTokens() >= 0
        && usage.cachedTokens() <= usage.inputTokens();
  }
}
