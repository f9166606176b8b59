package io.github.gatlingllm.gatling;

import static io.gatling.javaapi.core.CoreDsl.exitHereIf;

import io.gatling.javaapi.core.ScenarioBuilder;

/**
 * A scenario of open levels that nobody goes through but those who have an arrival. Between two
 * levels Gatling starts users for whom there is none: they must take no prompt from a feeder, and
 * do nothing else that the scenario does before its first LLM request.
 */
public final class ArrivalsOnly {

  private ArrivalsOnly() {}

  /** The same scenario, which users without an arrival leave before its first step. */
  public static ScenarioBuilder of(ScenarioBuilder scenario) {
    var guard = exitHereIf(session -> LevelUser.of(session.asScala()) == null).wrapped;
    return scenario.make(
        steps ->
            new io.gatling.core.structure.ScenarioBuilder(
                steps.name(),
                steps.actionBuilders().appendedAll(guard.actionBuilders()))); // Last step first.
  }
}
