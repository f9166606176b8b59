package io.github.gatlingllm.gatling;

import io.github.gatlingllm.load.LevelRun;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.report.LevelFacts;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** When the phases of a run's levels took place. */
final class LevelWindows {

  private LevelWindows() {}

  /**
   * The levels of which a request was let in, in order.
   *
   * @param runIsOver whether a level that goes on still is cut off by the end of the run
   */
  static List<LevelFacts> of(List<LevelRun> levels, boolean runIsOver) {
    return levels.stream()
        .filter(level -> level.gate().requestsStarted() > 0)
        .map(
            level ->
                new LevelFacts(
                    level.number(),
                    level.level().load(),
                    level.isOver() || runIsOver ? windows(level) : Map.of(),
                    level.cut()))
        .toList();
  }

  private static Map<Phase, LoadGate.Window> windows(LevelRun level) {
    Map<Phase, LoadGate.Window> windows = new EnumMap<>(Phase.class);
    level
        .lastEndNanos()
        .ifPresent(
            end -> {
              for (Phase phase : Phase.values()) {
                level.gate().window(phase, end).ifPresent(window -> windows.put(phase, window));
              }
            });
    return windows;
  }
}
