package io.github.gatlingllm.config;

/** How a run is shown while it goes on. */
public enum LiveName {
  /** What fits where it is. */
  AUTO,
  /** On a terminal. */
  SCREEN,
  /** In lines of text. */
  LINES,
  /** Not at all. */
  OFF
}
