package io.github.gatlingllm.prompt.trace;

import java.util.List;

/**
 * A request of a trace.
 *
 * @param nanos when it was made, from an origin that all rows have in common
 * @param inputTokens how long it is
 * @param outputTokens how long its answer was; 0 for none
 * @param blocks what each block of its text is known by; empty where the trace does not say
 */
record TraceRow(long nanos, int inputTokens, int outputTokens, List<Long> blocks) {

  static final long NANOS_PER_MILLI = 1_000_000;
  static final long NANOS_PER_SECOND = 1_000_000_000;
}
