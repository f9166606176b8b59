package io.github.gatlingllm.record;

import com.fasterxml.jackson.core.JsonParser;
import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.prompt.Prompt;
import io.github.gatlingllm.prompt.PromptReuse;
import java.io.IOException;

/** What a request asked, without its text, as a line of a run log tells it. */
final class LoggedPrompt {

  private final LoggedTurn turn = new LoggedTurn();
  private int tokens;
  private int inputTokenTarget;
  private int outputTokenTarget;
  private int sharedTokens;
  private int prefixGroup;
  private int unintendedTokens;
  private int inputs;
  private boolean resent;
  private String session = "";
  private String tokenizer = "";

  LoggedPrompt() {
    clear();
  }

  /** Nothing is known, as of a line that tells nothing. */
  void clear() {
    turn.clear();
    tokens = Usage.UNKNOWN;
    inputTokenTarget = Prompt.UNKNOWN;
    outputTokenTarget = Usage.UNKNOWN;
    sharedTokens = 0;
    prefixGroup = PromptReuse.NO_GROUP;
    unintendedTokens = 0;
    inputs = 0;
    resent = false;
    session = "";
    tokenizer = "";
  }

  /**
   * Reads a field.
   *
   * @return whether it was one of these
   */
  boolean read(String field, JsonParser json) throws IOException, BrokenLineException {
    switch (field) {
      case "promptTokenCount" -> tokens = json.getIntValue();
      case "inputTokenTarget" -> inputTokenTarget = json.getIntValue();
      case "outputTokenTarget" -> outputTokenTarget = json.getIntValue();
      case "sharedTokens" -> sharedTokens = json.getIntValue();
      case "prefixGroup" -> prefixGroup = json.getIntValue();
      case "unintendedTokens" -> unintendedTokens = json.getIntValue();
      case "inputs" -> inputs = json.getIntValue();
      case "cacheHit" -> resent = json.getBooleanValue();
      case "sessionId" -> session = RequestLine.text(json);
      case "tokenizer" -> tokenizer = RequestLine.text(json);
      default -> {
        return turn.read(field, json);
      }
    }
    return true;
  }

  /** Whether it was made of inputs, and no text was to be generated. */
  boolean isOfInputs() {
    return inputs > 0;
  }

  /**
   * What was asked.
   *
   * @throws BrokenLineException if its place in a conversation cannot be
   */
  PromptSent sent() throws BrokenLineException {
    return new PromptSent(
        "",
        tokens,
        inputTokenTarget,
        outputTokenTarget,
        new PromptReuse(resent, sharedTokens, prefixGroup, unintendedTokens),
        turn.of(session),
        tokenizer,
        Math.max(0, inputs));
  }
}
