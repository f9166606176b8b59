package io.github.gatlingllm.prompt.dataset;

import org.jspecify.annotations.Nullable;

/** Reads one record of a data set. Safe for use by any thread. */
@FunctionalInterface
interface RecordReader {

  /**
   * What a record says, or null if it has nothing to ask and is left out.
   *
   * @throws RecordException if it is faulty
   */
  @Nullable Dialogue read(byte[] record) throws RecordException;
}
