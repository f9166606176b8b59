package io.github.gatlingllm.javaapi;

import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.github.gatlingllm.config.Benchmark;
import io.github.gatlingllm.config.ClosedModel;
import io.github.gatlingllm.config.LevelsModel;
import io.github.gatlingllm.config.OpenModel;
import io.github.gatlingllm.load.LevelPlan;

/** The load that a configuration describes, for the protocol and for the injection. */
sealed interface ConfiguredLoad {

  /** So that prompts and arrivals of one seed do not follow the same random numbers. */
  long ARRIVALS_OF_SEED = 0x5DEECE66D2B7E151L;

  /**
   * The load of a configuration, of whichever model it is.
   *
   * @param seed what its random choices are made of where it has no seed of its own
   */
  static ConfiguredLoad of(Benchmark benchmark, long seed) {
    OpenModel open = benchmark.open();
    LevelsModel levels = benchmark.levels();
    ClosedModel closed = benchmark.closed();
    long arrivals = seed ^ ARRIVALS_OF_SEED;
    if (levels != null) {
      return new Levels(levels.plan().seeded(levels.seed().orElse(arrivals)));
    }
    if (open != null) {
      return new Open(
          new OpenLoadBuilder(open.shaped(benchmark).seed(open.seed().orElse(arrivals))));
    }
    if (closed == null) {
      throw new IllegalArgumentException("a benchmark has a load");
    }
    return new Closed(new LoadProfileBuilder(closed.shaped(benchmark)));
  }

  /** The protocol with this load. */
  LlmProtocolBuilder givenTo(LlmProtocolBuilder protocol);

  /** The scenario with the users of this load. */
  PopulationBuilder inject(ScenarioBuilder scenario);

  /** So many streams at once. */
  record Closed(LoadProfileBuilder load) implements ConfiguredLoad {
    @Override
    public LlmProtocolBuilder givenTo(LlmProtocolBuilder protocol) {
      return protocol.load(load);
    }

    @Override
    public PopulationBuilder inject(ScenarioBuilder scenario) {
      return scenario.injectClosed(load.steps());
    }
  }

  /** Requests at a rate. */
  record Open(OpenLoadBuilder load) implements ConfiguredLoad {
    @Override
    public LlmProtocolBuilder givenTo(LlmProtocolBuilder protocol) {
      return protocol.load(load);
    }

    @Override
    public PopulationBuilder inject(ScenarioBuilder scenario) {
      return scenario.injectOpen(load.steps());
    }
  }

  /** One load after the other. */
  record Levels(LevelPlan plan) implements ConfiguredLoad, LevelsBuilder {
    @Override
    public LlmProtocolBuilder givenTo(LlmProtocolBuilder protocol) {
      return protocol.load(this);
    }

    @Override
    public PopulationBuilder inject(ScenarioBuilder scenario) {
      return LevelsBuilder.super.inject(scenario);
    }
  }
}
