package io.github.gatlingllm.gatling;

import io.gatling.core.CoreComponents;
import io.gatling.core.stats.writer.DataWriterType;
import io.github.gatlingllm.health.HealthNow;
import io.github.gatlingllm.live.LiveFrame;
import io.github.gatlingllm.live.LiveSource;
import io.github.gatlingllm.live.LiveView;
import io.github.gatlingllm.load.LevelPlan;
import io.github.gatlingllm.load.RunEnd;
import io.github.gatlingllm.load.RunningLoad;
import io.github.gatlingllm.record.RecordSink;
import io.github.gatlingllm.timing.RunClock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** What the live view has to do with a run, if there is one. The first protocol's settings hold. */
final class LiveRun {

  private static final long NO_LIMIT = -1;
  private static final List<String> RESIZED = List.of("WINCH");

  private final RunClock clock;
  private final LlmProtocol protocol;
  private final Optional<LiveView> view;

  LiveRun(CoreComponents core, RunClock clock, LlmProtocol protocol) {
    this.clock = clock;
    this.protocol = protocol;
    boolean gatlingWrites =
        core.configuration().data().dataWriters().contains(DataWriterType.Console$.MODULE$);
    this.view = LiveView.of(protocol.run().live(), clock, gatlingWrites);
  }

  /** What gets every ended request. */
  List<RecordSink> sinks() {
    return view.<List<RecordSink>>map(List::of).orElse(List.of());
  }

  /** Shows the run from now on. */
  void start(Run run) {
    view.ifPresent(shown -> shown.start(new Source(shown, run)));
  }

  /**
   * The parts of the run that are shown.
   *
   * @param loads all of it; may grow
   * @param levels its levels, once it has any
   * @param health how the client did last
   */
  record Run(
      Collection<RunningLoad> loads,
      OpenCalls open,
      RunStop stop,
      Supplier<Optional<RunLevels>> levels,
      Supplier<Optional<HealthNow>> health) {}

  private final class Source implements LiveSource {
    private final Run run;
    private final ProcessSignals signals;

    Source(LiveView shown, Run run) {
      this.run = run;
      this.signals = ProcessSignals.caughtBy(signal -> shown.resized(), RESIZED);
    }

    @Override
    public LiveFrame.Run run() {
      String simulation = protocol.run().simulation();
      return new LiveFrame.Run(
          simulation.substring(simulation.lastIndexOf('.') + 1),
          protocol.modelName() + " at " + protocol.endpoint());
    }

    @Override
    public Collection<RunningLoad> loads() {
      return run.loads();
    }

    @Override
    public Optional<LevelPlan> levels() {
      return run.levels().get().map(RunLevels::plan);
    }

    @Override
    public long outputOfOpenStreams() {
      return run.open().outputTokensSoFar();
    }

    @Override
    public Optional<LiveFrame.Stopping> stopping() {
      RunEnd end = run.stop().end();
      if (end.isComplete()) {
        return Optional.empty();
      }
      OptionalLong limit = run.stop().drainEndNanos();
      long left = limit.isEmpty() ? NO_LIMIT : Math.max(0, limit.getAsLong() - clock.nanos());
      return Optional.of(new LiveFrame.Stopping(end.rule(), left));
    }

    @Override
    public Optional<HealthNow> health() {
      return run.health().get();
    }

    @Override
    public void over() {
      signals.giveBack();
    }
  }
}
