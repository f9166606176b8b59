package io.github.gatlingllm.merge;

import io.github.gatlingllm.load.LoadGate.Window;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.report.LevelFacts;
import io.github.gatlingllm.report.MergedRun;
import io.github.gatlingllm.report.SourceRun;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run that is to be joined, with its times on the common clock.
 *
 * @param run the run
 * @param offsetNanos what its own times need to be on the common clock
 */
record ShiftedRun(SourceRun run, long offsetNanos) {

  private static final String UNKNOWN = "unknown";

  static ShiftedRun of(SourceRun run, MergeOptions options) {
    return new ShiftedRun(run, options.offsetNanos(host(run)));
  }

  private static String host(SourceRun run) {
    Object name = run.facts().host().get("name");
    return name == null ? UNKNOWN : name.toString();
  }

  /** Where it ran. */
  String host() {
    return host(run);
  }

  /** What tells it from the others. */
  String name() {
    return run.facts().runId() + "@" + host();
  }

  Map<Phase, Window> windows() {
    return shifted(run.facts().windows());
  }

  /** The windows of a level that took place. */
  Map<Phase, Window> windows(int level) {
    List<LevelFacts> levels = run.facts().levels();
    return shifted(levels.get(level).windows());
  }

  private Map<Phase, Window> shifted(Map<Phase, Window> windows) {
    Map<Phase, Window> shifted = new EnumMap<>(Phase.class);
    windows.forEach(
        (phase, window) -> {
          if (window.lengthNanos() > 0) {
            shifted.put(
                phase,
                new Window(window.startNanos() + offsetNanos, window.endNanos() + offsetNanos));
          }
        });
    return shifted;
  }

  /** The machines that made its load: more than one if it was joined before. */
  List<MergedRun.Machine> machines() {
    return run.merged().map(MergedRun::machines).orElseGet(() -> List.of(machine()));
  }

  private MergedRun.Machine machine() {
    return new MergedRun.Machine(
        run.facts().runId(),
        host(),
        run.facts().start(),
        offsetNanos,
        Optional.<Window>ofNullable(windows().get(Phase.STEADY)),
        run.facts().ended(),
        run.requests(),
        run.facts().load(),
        run.verdict());
  }
}
