package io.github.gatlingllm.live;

import io.github.gatlingllm.live.LiveFigures.Counts;
import io.github.gatlingllm.load.LevelPlan;
import io.github.gatlingllm.load.LevelRun;
import io.github.gatlingllm.load.LevelRunner;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.RunningLoad;
import io.github.gatlingllm.load.Sweep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Makes frames of what a run says of itself. Confined to the thread of the view.
 *
 * <p>Output tokens are those of ended requests and, of open streams, the events that came in until
 * now, so that a rate does not wait for long answers to end. An event counts as many tokens as one
 * of the ended requests had on average.
 */
final class LiveFrames {

  private final LiveSource source;
  private final LiveStatistics statistics;
  private final FlowRate output = new FlowRate();
  private final FlowRate started = new FlowRate();
  private final FlowRate ended = new FlowRate();
  private double outputTokens;
  private boolean begun;

  LiveFrames(LiveSource source, LiveStatistics statistics) {
    this.source = source;
    this.statistics = statistics;
  }

  /** The run when all its requests have been counted, as it was when the last of them ended. */
  Optional<LiveFrame> atEnd(long nowNanos) {
    statistics.refresh();
    return at(statistics.lastDoneNanos().orElse(nowNanos));
  }

  /** The run as it is now; nothing before its load has begun. */
  Optional<LiveFrame> at(long nowNanos) {
    List<LoadGate> gates = gates();
    OptionalLong begin = begin();
    if (begin.isEmpty() || begin.getAsLong() > nowNanos || gates.isEmpty()) {
      return Optional.empty();
    }
    LiveFigures figures = statistics.at(begin.getAsLong(), nowNanos);
    if (!begun) { // All of these were 0 then, whenever the first look is.
      begun = true;
      List.of(output, started, ended).forEach(flow -> flow.look(begin.getAsLong(), 0));
    }
    look(nowNanos, figures.run());
    return Optional.of(
        new LiveFrame(
            source.run(),
            LoadNow.of(gates, begin.getAsLong(), nowNanos, ended.perSecond()),
            level(),
            source.stopping(),
            figures,
            new LiveFrame.Flow(output.perSecond(), started.perSecond(), Math.round(outputTokens)),
            source.health()));
  }

  private void look(long nowNanos, Counts counted) {
    double perEvent =
        counted.events() == 0 ? 1 : (double) counted.outputTokens() / counted.events();
    outputTokens = counted.outputTokens() + source.outputOfOpenStreams() * perEvent;
    output.look(nowNanos, outputTokens);
    List<LoadGate> all = allGates();
    ended.look(nowNanos, (double) all.stream().mapToLong(LoadGate::requestsEnded).sum());
    started.look(nowNanos, (double) all.stream().mapToLong(LoadGate::requestsStarted).sum());
  }

  /** The gates that have begun; of levels, that of the last one, which may be about to. */
  private List<LoadGate> gates() {
    List<LoadGate> gates = new ArrayList<>();
    for (RunningLoad load : source.loads()) {
      if (load instanceof LoadGate gate && gate.hasStarted()) {
        gates.add(gate);
      } else if (load instanceof LevelRunner levels && !levels.levels().isEmpty()) {
        gates.add(lastOf(levels).gate());
      }
    }
    return gates;
  }

  private List<LoadGate> allGates() {
    List<LoadGate> gates = new ArrayList<>();
    for (RunningLoad load : source.loads()) {
      if (load instanceof LoadGate gate) {
        gates.add(gate);
      } else if (load instanceof LevelRunner levels) {
        levels.levels().forEach(level -> gates.add(level.gate()));
      }
    }
    return gates;
  }

  private static LevelRun lastOf(LevelRunner levels) {
    List<LevelRun> all = levels.levels();
    return all.get(all.size() - 1);
  }

  private OptionalLong begin() {
    return allGates().stream()
        .map(LoadGate::beginNanos)
        .filter(OptionalLong::isPresent)
        .mapToLong(OptionalLong::getAsLong)
        .min();
  }

  private Optional<LevelNow> level() {
    for (RunningLoad load : source.loads()) {
      if (load instanceof LevelRunner levels && !levels.levels().isEmpty()) {
        return source.levels().map(plan -> level(lastOf(levels), plan));
      }
    }
    return Optional.empty();
  }

  private static LevelNow level(LevelRun level, LevelPlan plan) {
    return new LevelNow(
        level.number() + 1,
        plan.mostLevels(),
        !(plan instanceof Sweep),
        level.level().value(),
        level.level().isClosed());
  }
}
