package io.github.gatlingllm.stream;

import io.github.gatlingllm.api.Fault;
import io.github.gatlingllm.timing.RequestInstants;
import org.jspecify.annotations.Nullable;

/**
 * How an answer came to its end, if it did: whichever of the terminal event, an error and something
 * malformed was first, and its finish reason.
 */
final class AnswerEnd {

  private static final int MAX_FINISH_REASON_CHARS = 256;

  private boolean ended;
  private boolean finished;
  private boolean brokenOff;
  private String finishReason = "";
  private @Nullable Fault fault;
  private @Nullable String malformed;
  private long terminalNanos = RequestInstants.NEVER;

  /** The terminal event came in. */
  void end(long nanos) {
    if (!isTerminal()) {
      ended = true;
      terminalNanos = nanos;
    }
  }

  /** An error event came in. */
  void fault(Fault newFault, long nanos) {
    if (!isTerminal()) {
      fault = newFault;
      terminalNanos = nanos;
    }
  }

  /** What came in cannot be read. */
  void malformed(String message, long nanos) {
    if (!isTerminal()) {
      malformed = message;
      terminalNanos = nanos;
    }
  }

  void finish(String reason) {
    finished = true;
    finishReason = Shortened.of(reason, MAX_FINISH_REASON_CHARS);
  }

  /** It goes on after its finish reason. */
  void resume() {
    finished = false;
  }

  void breakOff() {
    brokenOff = true;
  }

  /** Whether the terminal event, an error, or something malformed is in. */
  boolean isTerminal() {
    return terminalNanos != RequestInstants.NEVER;
  }

  /** Whether the answer came to its end: by its terminal event, or by its finish reason. */
  boolean isFinished() {
    return ended || finished;
  }

  /** Whether the body ended in the middle of a frame. */
  boolean isBrokenOff() {
    return brokenOff;
  }

  @Nullable Fault fault() {
    return fault;
  }

  @Nullable String malformed() {
    return malformed;
  }

  String finishReason() {
    return finishReason;
  }

  /** When it became terminal; NEVER if it did not. */
  long terminalNanos() {
    return terminalNanos;
  }
}
