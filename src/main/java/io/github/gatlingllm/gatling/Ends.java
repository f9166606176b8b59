package io.github.gatlingllm.gatling;

import io.github.gatlingllm.load.StopRules;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a run may end.
 *
 * @param drainTimeout how long streams may be open after the end of their load; null for as long as
 *     their own limits let them
 * @param rules what ends it before its time
 */
public record Ends(@Nullable Duration drainTimeout, StopRules rules) {

  /** Streams end by themselves, and so does the run. */
  public static final Ends DEFAULT = new Ends(null, StopRules.NONE);

  /** Refuses a time below zero. */
  public Ends {
    if (drainTimeout != null && drainTimeout.isNegative()) {
      throw new IllegalArgumentException(
          "drainTimeout is " + drainTimeout + "; accepted: 0 or more");
    }
  }

  /** With another limit on draining. */
  public Ends withDrainTimeout(Duration limit) {
    return new Ends(limit, rules);
  }

  /** With other rules. */
  public Ends with(StopRules newRules) {
    return new Ends(drainTimeout, newRules);
  }
}
