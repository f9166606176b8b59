package io.github.gatlingllm.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.IntStream;

/** Token counts as JSON has them. */
final class Counts {

  private Counts() {}

  /** A count, or {@link Usage#UNKNOWN} for what is none. */
  static int of(JsonNode node) {
    return node.canConvertToInt() && node.isNumber() && node.intValue() >= 0
        ? node.intValue()
        : Usage.UNKNOWN;
  }

  /** The sum of those that are known; unknown if none is. */
  static int sum(int... counts) {
    long sum = IntStream.of(counts).filter(count -> count >= 0).asLongStream().sum();
    boolean none = IntStream.of(counts).allMatch(count -> count < 0);
    return none ? Usage.UNKNOWN : (int) Math.min(Integer.MAX_VALUE, sum);
  }
}
