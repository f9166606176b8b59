package io.github.gatlingllm.gatling;

import io.github.gatlingllm.load.StopRules;
import io.github.gatlingllm.objective.Objectives;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a run may end, and what it is to come to.
 *
 * @param drainTimeout how long streams may be open after the end of their load; null for as long as
 *     their own limits let them
 * @param rules what ends it before its time
 * @param objectives what is asked of the endpoint
 * @param stopsOnObjectives whether the run is ended when one cannot be met any more
 */
public record Ends(
    @Nullable Duration drainTimeout,
    StopRules rules,
    Objectives objectives,
    boolean stopsOnObjectives) {

  /** Streams end by themselves, and so does the run. */
  public static final Ends DEFAULT = new Ends(null, StopRules.NONE, Objectives.NONE, false);

  /** Refuses a time below zero. */
  public Ends {
    if (drainTimeout != null && drainTimeout.isNegative()) {
      throw new IllegalArgumentException(
          "drainTimeout is " + drainTimeout + "; accepted: 0 or more");
    }
  }

  /** With another limit on draining. */
  public Ends withDrainTimeout(Duration limit) {
    return new Ends(limit, rules, objectives, stopsOnObjectives);
  }

  /** With other rules. */
  public Ends with(StopRules newRules) {
    return new Ends(drainTimeout, newRules, objectives, stopsOnObjectives);
  }

  /** With other objectives. */
  public Ends with(Objectives newObjectives) {
    return new Ends(drainTimeout, rules, newObjectives, stopsOnObjectives);
  }

  /** The same, but ended when an objective cannot be met any more, or not. */
  public Ends stoppingOnObjectives(boolean stops) {
    return new Ends(drainTimeout, rules, objectives, stops);
  }
}
