package io.github.gatlingllm.record;

import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.prompt.Conversation;
import io.github.gatlingllm.prompt.Turn;

/**
 * What is counted of the conversations of a run, of all its phases: a conversation is longer than
 * many a phase. Not thread-safe; merging loses nothing.
 *
 * <p>Nothing is kept of a single conversation: each request tells what its conversation had come to
 * before it, so the sum over conversations grows by the difference that the request makes.
 */
public final class SessionStatistics {

  /** Shares are added up in whole numbers, so that their order changes nothing. */
  private static final double UNITS = 1e9;

  private long begun;
  private long completed;
  private long cut;
  private long turns;
  private long mostTurns;
  private long sharesTold;
  private long sumOfShares;
  private boolean thinking;

  void add(RequestRecord request) {
    Turn turn = request.prompt().turn();
    turns++;
    mostTurns = Math.max(mostTurns, turn.number());
    thinking |= turn.thinkNanos() > 0;
    begun += turn.number() == 1 ? 1 : 0;
    if (!request.passed()) {
      return;
    }
    completed += turn.isLast() ? 1 : 0;
    cut += request.answerTruncated() && !turn.isLast() && !turn.answerGiven() ? 1 : 0;
    Usage usage = request.metrics().usage();
    if (turn.number() > 1 && Conversation.isToldBy(usage)) {
      long until = share(turn.cachedTokens(), turn.inputTokens());
      long tokens = turn.inputTokens() + usage.inputTokens();
      sharesTold += turn.inputTokens() == 0 ? 1 : 0;
      sumOfShares += share(turn.cachedTokens() + usage.cachedTokens(), tokens) - until;
    }
  }

  private static long share(long cached, long tokens) {
    return tokens == 0 ? 0 : Math.round(UNITS * cached / tokens);
  }

  void add(SessionStatistics other) {
    begun += other.begun;
    completed += other.completed;
    cut += other.cut;
    turns += other.turns;
    mostTurns = Math.max(mostTurns, other.mostTurns);
    sharesTold += other.sharesTold;
    sumOfShares += other.sumOfShares;
    thinking |= other.thinking;
  }

  /** Conversations of which a request was made. */
  public long begun() {
    return begun;
  }

  /** Of these, those whose last planned turn was answered and passed its checks. */
  public long completed() {
    return completed;
  }

  /** Answers of which only the start was kept, before the last turn. */
  public long cut() {
    return cut;
  }

  /** Turns that were begun in all conversations. */
  public long turns() {
    return turns;
  }

  /** The most turns that were begun in one of them. */
  public long mostTurns() {
    return mostTurns;
  }

  /** Conversations with an answered turn after the first whose cached tokens the server told. */
  public long sharesTold() {
    return sharesTold;
  }

  /** The mean over these of the share of the prompt tokens of such turns that was cached. */
  public double meanCachedShare() {
    return sharesTold == 0 ? 0 : sumOfShares / UNITS / sharesTold;
  }

  /** Whether users were to think between turns. */
  public boolean hasThinkTime() {
    return thinking;
  }
}
