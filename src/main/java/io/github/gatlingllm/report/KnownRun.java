package io.github.gatlingllm.report;

import java.util.OptionalLong;

/**
 * What is known of a run beside its requests and the client's health, at its beginning or at its
 * end.
 *
 * @param facts what is told of it; at the beginning without windows and an end
 * @param verdict what its verdict depends on
 * @param client the machine that makes the load
 * @param oneLoad whether there is one load, whose phases have windows
 * @param begin when the schedule of that load began, in nanoseconds of the run's clock; known once
 *     its first user is there, and of no other loads
 * @param hasEnded whether the run is over: then nothing of this will change
 */
public record KnownRun(
    RunFacts facts,
    VerdictSettings verdict,
    Client client,
    boolean oneLoad,
    OptionalLong begin,
    boolean hasEnded) {

  /**
   * The machine that makes the load.
   *
   * @param loops event loops
   * @param processors processors of the JVM
   * @param logBacklogLimitBytes the most memory that may wait for the run log
   */
  public record Client(int loops, int processors, long logBacklogLimitBytes) {}
}
