package io.github.gatlingllm.merge;

import io.github.gatlingllm.load.LoadGate.Window;
import io.github.gatlingllm.load.Phase;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When the phases of several runs together are: steady while all of them are, ramp-up before that,
 * ramp-down after it as long as any may still start requests, and drain to the end of the last.
 *
 * @param begin when the first of them began
 * @param steadyStart when the last of them became steady
 * @param steadyEnd when the first of them was steady no more
 * @param close when the last of them started no more requests
 * @param end when the last request ended
 */
record JoinedPhases(long begin, long steadyStart, long steadyEnd, long close, long end) {

  /**
   * The phases of runs whose steady phases overlap.
   *
   * @param windows the windows of each run, on the common clock
   * @return nothing where a run has no steady phase, or they do not overlap
   */
  static Optional<JoinedPhases> of(List<Map<Phase, Window>> windows) {
    long begin = Long.MAX_VALUE;
    long steadyStart = Long.MIN_VALUE;
    long steadyEnd = Long.MAX_VALUE;
    long close = Long.MIN_VALUE;
    long end = Long.MIN_VALUE;
    for (Map<Phase, Window> run : windows) {
      Window steady = run.get(Phase.STEADY);
      if (steady == null) {
        return Optional.empty();
      }
      steadyStart = Math.max(steadyStart, steady.startNanos());
      steadyEnd = Math.min(steadyEnd, steady.endNanos());
      for (Map.Entry<Phase, Window> window : run.entrySet()) {
        begin = Math.min(begin, window.getValue().startNanos());
        end = Math.max(end, window.getValue().endNanos());
        if (window.getKey() != Phase.DRAIN) {
          close = Math.max(close, window.getValue().endNanos());
        }
      }
    }
    return steadyStart < steadyEnd
        ? Optional.of(new JoinedPhases(begin, steadyStart, steadyEnd, close, end))
        : Optional.empty();
  }

  /** The phase at an instant. */
  Phase phaseOf(long nanos) {
    if (nanos < steadyStart) {
      return Phase.RAMP_UP;
    }
    if (nanos < steadyEnd) {
      return Phase.STEADY;
    }
    return nanos < close ? Phase.RAMP_DOWN : Phase.DRAIN;
  }

  /** The phases that took place. */
  Map<Phase, Window> windows() {
    Map<Phase, Window> windows = new EnumMap<>(Phase.class);
    put(Phase.RAMP_UP, begin, steadyStart, windows);
    put(Phase.STEADY, steadyStart, steadyEnd, windows);
    put(Phase.RAMP_DOWN, steadyEnd, close, windows);
    put(Phase.DRAIN, close, end, windows);
    return windows;
  }

  private static void put(Phase phase, long from, long to, Map<Phase, Window> windows) {
    if (from < to) {
      windows.put(phase, new Window(from, to));
    }
  }
}
