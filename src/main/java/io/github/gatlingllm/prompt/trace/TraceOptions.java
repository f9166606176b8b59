package io.github.gatlingllm.prompt.trace;

import io.github.gatlingllm.prompt.dataset.LengthFilter;
import java.util.OptionalInt;

/**
 * What is used of a trace.
 *
 * @param lengths which rows are kept
 * @param limit how many of the rows that are kept are used, from the first on, 1 or more; empty for
 *     all. No row behind is read
 * @param blockTokens how many tokens a block is long that a {@code hash_id} stands for
 */
public record TraceOptions(LengthFilter lengths, OptionalInt limit, int blockTokens) {

  /** The length of Mooncake's blocks. */
  public static final int MOONCAKE_BLOCK = 512;

  /** All rows, and Mooncake's blocks. */
  public static final TraceOptions ALL =
      new TraceOptions(LengthFilter.NONE, OptionalInt.empty(), MOONCAKE_BLOCK);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is below 1
   */
  public TraceOptions {
    if (blockTokens < 1 || limit.orElse(1) < 1) {
      throw new IllegalArgumentException(
          "a block has "
              + blockTokens
              + " tokens, and the limit is "
              + limit
              + "; accepted: 1 or more");
    }
  }

  /** The same with such lengths. */
  public TraceOptions with(LengthFilter newLengths) {
    return new TraceOptions(newLengths, limit, blockTokens);
  }

  /** The same with so many rows at most. */
  public TraceOptions limited(int most) {
    return new TraceOptions(lengths, OptionalInt.of(most), blockTokens);
  }

  /** The same with blocks of such a length. */
  public TraceOptions blocks(int tokens) {
    return new TraceOptions(lengths, limit, tokens);
  }
}
