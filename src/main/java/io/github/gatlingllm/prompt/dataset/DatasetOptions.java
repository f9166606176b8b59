package io.github.gatlingllm.prompt.dataset;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is made of a file: first the filter, then the order, then the limit.
 *
 * @param format how it is read, or null where the file tells
 * @param lengths which records are kept
 * @param shuffle the seed of a random order, or empty for that of the file
 * @param limit how many are used, 1 or more, or empty for all
 */
public record DatasetOptions(
    @Nullable DatasetFormat format, LengthFilter lengths, OptionalLong shuffle, OptionalInt limit) {

  /** All records, in the order of the file. */
  public static final DatasetOptions ALL =
      new DatasetOptions(null, LengthFilter.NONE, OptionalLong.empty(), OptionalInt.empty());

  /**
   * Checks the limit.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public DatasetOptions {
    if (limit.isPresent() && limit.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "the limit is " + limit.getAsInt() + " records; accepted: 1 or more");
    }
  }

  /** The same, read so. */
  public DatasetOptions with(@Nullable DatasetFormat newFormat) {
    return new DatasetOptions(newFormat, lengths, shuffle, limit);
  }

  /** The same with such lengths. */
  public DatasetOptions with(LengthFilter newLengths) {
    return new DatasetOptions(format, newLengths, shuffle, limit);
  }

  /** The same in a random order. */
  public DatasetOptions shuffled(long seed) {
    return new DatasetOptions(format, lengths, OptionalLong.of(seed), limit);
  }

  /** The same with so many at most. */
  public DatasetOptions limited(int most) {
    return new DatasetOptions(format, lengths, shuffle, OptionalInt.of(most));
  }
}
