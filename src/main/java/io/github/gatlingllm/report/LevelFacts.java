package io.github.gatlingllm.report;

import io.github.gatlingllm.load.LevelCourse;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.LoadProfile;
import io.github.gatlingllm.load.Phase;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of one level of a run beside its measurements.
 *
 * @param number from 0
 * @param load what was asked for
 * @param windows when each phase took place, in nanoseconds of the run's clock; none of a level
 *     that is not over
 * @param cut why it was ended before its time, if it was
 */
public record LevelFacts(
    int number,
    LoadProfile load,
    Map<Phase, LoadGate.Window> windows,
    Optional<LevelCourse.Cut> cut) {

  /** Keeps a copy of the windows. */
  public LevelFacts {
    Map<Phase, LoadGate.Window> copy = new EnumMap<>(Phase.class);
    copy.putAll(windows);
    windows = Collections.unmodifiableMap(copy);
  }
}
