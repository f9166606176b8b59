package io.github.gatlingllm.gatling;

/**
 * The seeds of the feeders of a run. Two feeders with one seed would send every prompt twice, and a
 * prefix cache would have it: the second gets one of its own, which its number and the seed give.
 * So the same simulation sends the same bytes in each run.
 */
public final class FeederSeeds {

  private FeederSeeds() {}

  /**
   * The seed of a feeder that begins: the one asked for, unless another of the run has that.
   * Outside of a run always the one asked for. Gatling begins feeders in the order of the scenarios
   * in {@code setUp}, and in one scenario the last first.
   */
  public static long of(long asked) {
    return RunArrivals.current().map(run -> run.feederSeed(asked)).orElse(asked);
  }
}
