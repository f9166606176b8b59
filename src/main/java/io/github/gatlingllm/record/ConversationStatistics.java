package io.github.gatlingllm.record;

import io.github.gatlingllm.load.Phase;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is counted of the conversations of one run, or of one of its threads: by turn, of the steady
 * phase, and of all phases where nothing was of it; and of the conversations as a whole. Not
 * thread-safe; merging loses nothing.
 */
public final class ConversationStatistics {

  /** Turns that are told apart; those beyond are counted together. */
  public static final int MAX_TURNS = 64;

  /** The number under which turns beyond {@link #MAX_TURNS} are counted. */
  public static final int LATER = MAX_TURNS + 1;

  private final Map<Integer, TurnStatistics> ofSteady = new TreeMap<>();
  private final Map<Integer, TurnStatistics> ofOthers = new TreeMap<>();
  private final SessionStatistics sessions = new SessionStatistics();

  void add(RequestRecord request) {
    if (!request.prompt().turn().isKnown()) {
      return;
    }
    int turn = Math.min(LATER, request.prompt().turn().number());
    turn(request.phase() == Phase.STEADY ? ofSteady : ofOthers, turn).add(request);
    sessions.add(request);
  }

  void add(ConversationStatistics other) {
    other.ofSteady.forEach((turn, statistics) -> turn(ofSteady, turn).add(statistics));
    other.ofOthers.forEach((turn, statistics) -> turn(ofOthers, turn).add(statistics));
    sessions.add(other.sessions);
  }

  private static TurnStatistics turn(Map<Integer, TurnStatistics> turns, int number) {
    return turns.computeIfAbsent(number, n -> new TurnStatistics());
  }

  /** Whether there was a request of a conversation. */
  public boolean areAny() {
    return sessions.turns() > 0;
  }

  /** Whether {@link #byTurn} is of the requests of the steady phase. */
  public boolean ofSteady() {
    return !ofSteady.isEmpty();
  }

  /** What was counted of each turn, by its number from 1; {@link #LATER} for all beyond. */
  public Map<Integer, TurnStatistics> byTurn() {
    return Collections.unmodifiableMap(ofSteady() ? ofSteady : ofOthers);
  }

  /** What was counted of whole conversations. */
  public SessionStatistics sessions() {
    return sessions;
  }
}
