package io.github.gatlingllm.config;

import io.github.gatlingllm.load.OpenLoad;
import java.util.OptionalLong;

/**
 * An open load as far as its own keys describe it.
 *
 * @param load how requests follow each other, and at which rates
 * @param seed what its random choices are made of, where it has a seed of its own
 */
public record OpenModel(OpenLoad load, OptionalLong seed) {

  /** The load with the ramps and limits that both models share. */
  public OpenLoad shaped(Benchmark benchmark) {
    OpenLoad shaped = load;
    if (!load.isReplay()) {
      shaped = shaped.rampUp(benchmark.rampUp()).rampDown(benchmark.rampDown());
    }
    if (benchmark.maxRequests().isPresent()) {
      shaped = shaped.maxRequests(benchmark.maxRequests().getAsInt());
    }
    return benchmark.maxDuration() == null ? shaped : shaped.maxDuration(benchmark.maxDuration());
  }
}
