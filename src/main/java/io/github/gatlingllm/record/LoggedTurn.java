package io.github.gatlingllm.record;

import com.fasterxml.jackson.core.JsonParser;
import io.github.gatlingllm.prompt.Turn;
import java.io.IOException;

/** A request's place in a conversation, as a line of a run log tells it. */
final class LoggedTurn {

  private int number;
  private int planned;
  private long thinkNanos;
  private long inputTokens;
  private long cachedTokens;
  private boolean answerGiven;

  LoggedTurn() {
    clear();
  }

  /** Nothing is known, as of a line that tells nothing. */
  void clear() {
    number = Turn.NONE.number();
    planned = Turn.NONE.planned();
    thinkNanos = Turn.NONE.thinkNanos();
    inputTokens = Turn.NONE.inputTokens();
    cachedTokens = Turn.NONE.cachedTokens();
    answerGiven = Turn.NONE.answerGiven();
  }

  /**
   * Reads a field.
   *
   * @return whether it was one of these
   */
  boolean read(String field, JsonParser json) throws IOException, BrokenLineException {
    switch (field) {
      case "turn" -> number = json.getIntValue();
      case "sessionTurns" -> planned = json.getIntValue();
      case "thinkTimeMs" -> thinkNanos = RequestLine.nanos(json);
      case "answerGiven" -> answerGiven = json.getBooleanValue();
      case "sessionInputTokens" -> inputTokens = json.getLongValue();
      case "sessionCachedTokens" -> cachedTokens = json.getLongValue();
      default -> {
        return false;
      }
    }
    return true;
  }

  /**
   * The place, in the session of that name.
   *
   * @throws BrokenLineException if there is no such place
   */
  Turn of(String session) throws BrokenLineException {
    if (number < 0 || planned < 0 || thinkNanos < 0 || cachedTokens < 0) {
      throw new BrokenLineException("its turn is not known");
    }
    if (inputTokens < cachedTokens) {
      throw new BrokenLineException("its session has more cached tokens than tokens");
    }
    return new Turn(session, number, planned, thinkNanos, inputTokens, cachedTokens, answerGiven);
  }
}
