package io.github.gatlingllm.load;

import java.util.Locale;

/** The phases of a run, in order. A request belongs to the phase in which it was started. */
public enum Phase {
  /** Concurrency rises to its target. */
  RAMP_UP,
  /** Concurrency is at its target: the phase whose figures are the headline. */
  STEADY,
  /** Concurrency falls. */
  RAMP_DOWN,
  /** No request starts any more; open streams run to their end. */
  DRAIN;

  private final String key = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The phase's name in files, such as {@code ramp-up}. */
  public String key() {
    return key;
  }
}
