package io.github.gatlingllm.report;

import io.github.gatlingllm.record.ConversationStatistics;
import io.github.gatlingllm.record.RunStatistics;
import io.github.gatlingllm.record.SessionStatistics;
import io.github.gatlingllm.record.TurnStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The figures of conversations: by turn, of the steady phase or of all where nothing was of it, and
 * of whole conversations, of all phases.
 *
 * @param ofSteady whether the turns are those of the steady phase
 * @param turns in order
 * @param sessions of whole conversations
 */
record TurnFigures(boolean ofSteady, List<ByTurn> turns, Sessions sessions) {

  /** What all turns beyond a bound are counted under. */
  static final String LATER = "(later)";

  /**
   * The figures of one turn.
   *
   * @param turn its number, from 1, or {@link #LATER}
   * @param requests all requests of it
   * @param failed of these, those that failed
   * @param ttft TTFT of the successful, in milliseconds
   * @param servedTokens prompt tokens of the successful, as the server counts them
   * @param tokensOfTold prompt tokens of those whose cached tokens the server told
   * @param cachedTokens how many of these came from its cache
   */
  record ByTurn(
      String turn,
      long requests,
      long failed,
      Spread ttft,
      Spread servedTokens,
      long tokensOfTold,
      long cachedTokens) {

    /** The share of prompt tokens that came from the server's cache, where it told. */
    Optional<Double> hitRate() {
      return tokensOfTold == 0
          ? Optional.empty()
          : Optional.of(Numbers.ratio(cachedTokens, tokensOfTold));
    }
  }

  /**
   * The figures of whole conversations.
   *
   * @param begun those of which a request was made
   * @param completed those whose last planned turn was answered
   * @param cut answers before the last turn of which only the start was kept
   * @param meanTurns how many turns were begun in one, on average
   * @param maxTurns how many at most
   * @param cacheHit the mean over conversations of the share of the prompt tokens of their turns
   *     after the first that came from the server's cache, where it told
   * @param thinkTime whether users were to think between turns
   */
  record Sessions(
      long begun,
      long completed,
      long cut,
      double meanTurns,
      long maxTurns,
      Optional<Double> cacheHit,
      boolean thinkTime) {}

  /** Keeps a copy of the list. */
  TurnFigures {
    turns = List.copyOf(turns);
  }

  /** The figures of a run, if there were conversations in it. */
  static Optional<TurnFigures> of(RunStatistics statistics) {
    ConversationStatistics counted = statistics.conversations();
    if (!counted.areAny()) {
      return Optional.empty();
    }
    List<ByTurn> turns = new ArrayList<>();
    counted.byTurn().forEach((number, of) -> turns.add(turn(number, of)));
    return Optional.of(new TurnFigures(counted.ofSteady(), turns, sessions(counted.sessions())));
  }

  private static ByTurn turn(int number, TurnStatistics of) {
    return new ByTurn(
        number == ConversationStatistics.LATER ? LATER : Integer.toString(number),
        of.requests(),
        of.failed(),
        Spread.of(of.ttft(), Numbers.NANOS_PER_MILLI),
        Spread.of(of.servedTokens(), 1),
        of.tokensOfTold(),
        of.cachedTokens());
  }

  private static Sessions sessions(SessionStatistics of) {
    return new Sessions(
        of.begun(),
        of.completed(),
        of.cut(),
        Numbers.ratio(of.turns(), of.begun()),
        of.mostTurns(),
        of.sharesTold() == 0 ? Optional.empty() : Optional.of(of.meanCachedShare()),
        of.hasThinkTime());
  }
}
