package io.github.gatlingllm.health;

import io.github.gatlingllm.load.Phase;

/**
 * How the machine that made the load did in a run.
 *
 * @param steady in the steady phase
 * @param running from the first request to the last
 * @param loops event loops
 * @param processors processors of this JVM
 * @param logBacklogLimitBytes the most memory that may wait for the run log
 */
public record ClientHealth(
    HealthStatistics steady,
    HealthStatistics running,
    int loops,
    int processors,
    long logBacklogLimitBytes) {

  /** Counts a sample; one of a time without a load does not matter. */
  void add(HealthSample sample) {
    if (sample.running()) {
      running.add(sample);
      if (sample.phase().filter(phase -> phase == Phase.STEADY).isPresent()) {
        steady.add(sample);
      }
    }
  }

  /** Of a run that was not looked at. */
  public static ClientHealth unknown() {
    return new ClientHealth(new HealthStatistics(), new HealthStatistics(), 0, 1, 1);
  }
}
