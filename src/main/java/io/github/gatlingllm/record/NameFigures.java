package io.github.gatlingllm.record;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was counted of requests by their name, at the end of a run.
 *
 * @param ofSteady whether it is of the requests of the steady phase, else of all, since there was
 *     none in it
 * @param byName the figures of each name, sorted; {@link #OTHER} for names beyond a bound
 */
public record NameFigures(boolean ofSteady, Map<String, PhaseStatistics> byName) {

  /** What all names beyond the bound are counted under. */
  public static final String OTHER = "(other)";

  /** Keeps a sorted copy of the map. */
  public NameFigures {
    byName = Collections.unmodifiableMap(new TreeMap<>(byName));
  }
}
