package io.github.gatlingllm.config;

import io.github.gatlingllm.load.OpenLoad;
import io.github.gatlingllm.load.OpenLoad.Stage;
import io.github.gatlingllm.prompt.trace.Trace;
import io.github.gatlingllm.prompt.trace.TraceOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes an open load of the keys that describe one, all of which are there. */
final class OpenLoadAssembly {

  private final SettingsTree tree;

  OpenLoadAssembly(SettingsTree tree) {
    this.tree = tree;
  }

  /**
   * The load.
   *
   * @throws RejectedValueException where a file of times is not one
   * @throws io.github.gatlingllm.prompt.PromptException where a trace is not one
   * @throws IllegalArgumentException where values do not go together
   */
  OpenLoad load() throws RejectedValueException {
    List<Stage> stages = tree.find(LoadSettings.LOAD_STAGES).orElse(List.of());
    double rate =
        stages.isEmpty() ? tree.find(LoadSettings.LOAD_RATE).orElse(1.0) : stages.get(0).rate();
    OpenLoad load = process(rate);
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      load = i == 0 ? load.steady(stage.duration()) : load.stage(stage.rate(), stage.duration());
    }
    return load;
  }

  /** The same at a rate, without its stages. */
  OpenLoad process(double rate) throws RejectedValueException {
    return switch (tree.get(LoadSettings.LOAD_ARRIVALS)) {
      case CONSTANT -> OpenLoad.constantRate(rate);
      case POISSON -> OpenLoad.poisson(rate);
      case GAMMA -> OpenLoad.gamma(rate, shape());
      case UNIFORM -> OpenLoad.uniform(rate, tree.get(LoadSettings.JITTER));
      case BURST ->
          OpenLoad.bursts(tree.get(LoadSettings.BURST_SIZE), tree.get(LoadSettings.BURST_INTERVAL));
      case REPLAY -> replay();
    };
  }

  private double shape() {
    return tree.find(LoadSettings.BURSTINESS)
        .map(OpenLoad::shapeOfBurstiness)
        .orElseGet(() -> tree.get(LoadSettings.SHAPE));
  }

  private OpenLoad replay() throws RejectedValueException {
    Optional<Path> trace = tree.find(LoadSettings.TRACE);
    if (trace.isEmpty()) {
      return OpenLoad.replay(times());
    }
    TraceOptions options = DatasetSettings.traceOptions(tree);
    double speed = tree.find(LoadSettings.SPEED).orElse(1.0);
    return OpenLoad.replay(Trace.read(trace.get(), options).times(speed));
  }

  private List<Duration> times() throws RejectedValueException {
    Optional<Path> file = tree.find(LoadSettings.TIMES_FILE);
    return file.isPresent() ? TimesFile.read(file.get()) : tree.get(LoadSettings.TIMES);
  }
}
