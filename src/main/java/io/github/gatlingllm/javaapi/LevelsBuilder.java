package io.github.gatlingllm.javaapi;

import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;

import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.github.gatlingllm.gatling.ArrivalsOnly;
import io.github.gatlingllm.gatling.LevelsStep;
import io.github.gatlingllm.load.LevelPlan;
import java.time.Duration;

/**
 * Loads that are made one after the other: a sweep over levels that are known, or a search for the
 * highest that meets its objectives. Immutable.
 *
 * <p>Give the same one to the protocol ({@link LlmProtocolBuilder#load(LevelsBuilder)}) and to the
 * scenario ({@link #inject}).
 */
public sealed interface LevelsBuilder permits SweepBuilder, CapacityBuilder, ConfiguredLoad.Levels {

  /**
   * The levels.
   *
   * @throws IllegalArgumentException if they are not whole
   */
  LevelPlan plan();

  /** A scenario with the users of all levels. */
  default PopulationBuilder inject(ScenarioBuilder scenario) {
    LevelPlan plan = plan();
    // Nobody knows when levels end; the run does when the last has.
    return plan.isClosed()
        ? scenario.injectClosed(
            constantConcurrentUsers((int) plan.most()).during(Duration.ofDays(365)))
        : ArrivalsOnly.of(scenario).injectOpen(LevelsStep.of(plan));
  }
}
