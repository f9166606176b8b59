package io.github.gatlingllm.merge;

import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.LoadGate.Window;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.record.JoinedRunLog.PhaseTimes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The phases of runs together, by level where they have levels.
 *
 * @param byLevel the phases of each level, or of the run under {@link LoadGate#NO_LEVEL}
 */
record CommonTime(Map<Integer, JoinedPhases> byLevel) implements PhaseTimes {

  /**
   * The common time of runs that can be joined but for their times.
   *
   * @param reasons gets why it cannot be told
   */
  static CommonTime of(List<ShiftedRun> runs, List<String> reasons) {
    Map<Integer, JoinedPhases> byLevel = new TreeMap<>();
    int levels = runs.get(0).run().facts().levels().size();
    if (levels == 0) {
      add(LoadGate.NO_LEVEL, "", runs, ShiftedRun::windows, byLevel, reasons);
    }
    for (int i = 0; i < levels; i++) {
      int level = i;
      int number = runs.get(0).run().facts().levels().get(level).number();
      add(number, " of level " + number, runs, run -> run.windows(level), byLevel, reasons);
    }
    return new CommonTime(byLevel);
  }

  private static void add(
      int number,
      String which,
      List<ShiftedRun> runs,
      Function<ShiftedRun, Map<Phase, Window>> windows,
      Map<Integer, JoinedPhases> byLevel,
      List<String> reasons) {
    Optional<JoinedPhases> phases = JoinedPhases.of(runs.stream().map(windows).toList());
    phases.ifPresentOrElse(
        found -> byLevel.put(number, found),
        () -> reasons.add("the steady phases" + which + " do not overlap: " + told(runs, windows)));
  }

  private static String told(
      List<ShiftedRun> runs, Function<ShiftedRun, Map<Phase, Window>> windows) {
    List<String> told = new ArrayList<>();
    for (ShiftedRun run : runs) {
      Window steady = windows.apply(run).get(Phase.STEADY);
      told.add(
          run.name()
              + (steady == null
                  ? " has none"
                  : " from " + time(steady.startNanos()) + " to " + time(steady.endNanos())));
    }
    return String.join(", ", told);
  }

  private static Instant time(long epochNanos) {
    return Instant.EPOCH.plusNanos(epochNanos);
  }

  /** The phases of the run, where it has no levels. */
  Map<Phase, Window> windows() {
    return windows(LoadGate.NO_LEVEL);
  }

  Map<Phase, Window> windows(int level) {
    JoinedPhases phases = byLevel.get(level);
    return phases == null ? Map.of() : phases.windows();
  }

  /** A request of a level that nobody told of is in no window; it began when its level did. */
  @Override
  public Phase phaseOf(int level, long epochNanos) {
    JoinedPhases phases = byLevel.get(level);
    return phases == null ? Phase.RAMP_UP : phases.phaseOf(epochNanos);
  }
}
