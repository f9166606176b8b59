package io.github.gatlingllm.config;

import io.github.gatlingllm.prompt.length.TokenLength;
import java.util.List;
import java.util.function.Function;

/**
 * A type of requests that a run makes among others.
 *
 * @param name its name in reports
 * @param weight how often it comes, as a part of the sum of all weights, 0 or more
 * @param inputTokens length of its prompts
 * @param outputTokens length asked of its answers
 */
public record LoadType(String name, int weight, TokenLength inputTokens, TokenLength outputTokens) {

  /** The mean length over the requests of all types, in tokens. */
  public static double mean(List<LoadType> types, Function<LoadType, TokenLength> length) {
    double weights = types.stream().mapToDouble(LoadType::weight).sum();
    return types.stream().mapToDouble(type -> type.weight() * length.apply(type).mean()).sum()
        / weights;
  }
}
