package io.github.gatlingllm.config;

import io.github.gatlingllm.load.ClosedLoad;
import io.github.gatlingllm.load.LoadProfile;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * What only a closed load has.
 *
 * @param concurrency requests in flight at once in the steady phase, 1 or more
 * @param rampUpRequests requests that end while concurrency grows; 0 for no such ramp
 * @param rampDownRequests the last requests, over which it shrinks; 0 for no such ramp
 * @param spawnRate streams that are added each second, in place of a ramp-up, if it is given
 * @param burst whether all first streams start at once
 */
public record ClosedModel(
    int concurrency,
    int rampUpRequests,
    int rampDownRequests,
    OptionalDouble spawnRate,
    boolean burst) {

  /** How long the load rises by time, however that was said. */
  public Duration rampUp(Benchmark benchmark) {
    return shaped(benchmark).rampUp();
  }

  /** The load with the ramps and limits that both models share. */
  public ClosedLoad shaped(Benchmark benchmark) {
    ClosedLoad load =
        LoadProfile.concurrency(concurrency)
            .rampUp(benchmark.rampUp())
            .rampDown(benchmark.rampDown())
            .rampUpRequests(rampUpRequests)
            .rampDownRequests(rampDownRequests);
    if (spawnRate.isPresent()) {
      load = load.spawnRate(spawnRate.getAsDouble());
    }
    if (burst) {
      load = load.burst();
    }
    if (benchmark.maxRequests().isPresent()) {
      load = load.maxRequests(benchmark.maxRequests().getAsInt());
    }
    return benchmark.maxDuration() == null ? load : load.maxDuration(benchmark.maxDuration());
  }
}
