package io.github.gatlingllm.metrics;

import java.util.Locale;

/** Where a request's count of output tokens comes from, best first. */
public enum TokenCountSource {
  /** The server's own count. */
  USAGE,
  /** The number of events that carried output: a guess, since an event may bring several tokens. */
  EVENTS,
  /** There was nothing to count. */
  NONE;

  /** The source's name in files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
