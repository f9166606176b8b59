package io.github.gatlingllm.stream;

import io.github.gatlingllm.api.OutputKind;
import io.github.gatlingllm.timing.TokenTimeline;

/**
 * Makes an entry in the timeline of each event that carries output. What a reader holds back, since
 * it might become a tag, is an entry at once; whether a user sees it is marked there once it is
 * settled.
 */
final class OutputEvents {

  private static final int NONE_HELD = -1;

  private final TokenTimeline timeline = TokenTimeline.reused();
  private boolean holding;
  private int heldIndex = NONE_HELD;

  // Of the event that is being read.
  private boolean output;
  private boolean visible;
  private boolean counted;

  void beginEvent() {
    output = false;
    visible = false;
    counted = false;
  }

  /**
   * Ends the event that is being read.
   *
   * @param outputTokens the server's count so far, which is its own if it brought one
   */
  void endEvent(long nanos, int outputTokens) {
    if (!output) {
      return;
    }
    int index = timeline.size();
    timeline.append(nanos, visible, counted ? outputTokens : TokenTimeline.UNKNOWN);
    if (holding && heldIndex < 0) {
      heldIndex = index;
    }
  }

  /** The event has output. */
  void brought(OutputKind kind) {
    output = true;
    visible |= kind.isVisible();
  }

  /** The event has output whose kind is not known yet. */
  void held() {
    output = true;
    holding = true;
  }

  /** What was held back, if anything was, is of this kind. */
  void settled(OutputKind kind) {
    if (kind.isVisible() && heldIndex >= 0) {
      timeline.markVisible(heldIndex);
    } else if (holding) { // This event brought it itself, and is no entry yet.
      visible |= kind.isVisible();
    }
    heldIndex = NONE_HELD;
    holding = false;
  }

  /** The event has a count of tokens. */
  void counted() {
    counted = true;
  }

  TokenTimeline timeline() {
    return timeline;
  }
}
