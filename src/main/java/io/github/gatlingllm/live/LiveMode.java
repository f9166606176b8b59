package io.github.gatlingllm.live;

/** How a run is shown while it goes on. */
public enum LiveMode {
  /**
   * Not at all where Gatling writes its own summary to the console; else {@link #SCREEN} on a
   * terminal and {@link #LINES} elsewhere.
   */
  AUTO,
  /** The last lines of the terminal, drawn again and again. */
  SCREEN,
  /** A line of text every few seconds. */
  LINES,
  /** Not at all. */
  OFF
}
