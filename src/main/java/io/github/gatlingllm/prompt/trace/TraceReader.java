package io.github.gatlingllm.prompt.trace;

import io.github.gatlingllm.prompt.dataset.RecordException;

/** Reads one row of a trace. */
@FunctionalInterface
interface TraceReader {

  /**
   * The row of a record.
   *
   * @throws RecordException if it is faulty
   */
  TraceRow read(String record) throws RecordException;
}
