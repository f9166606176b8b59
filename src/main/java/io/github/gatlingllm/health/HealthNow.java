package io.github.gatlingllm.health;

import org.HdrHistogram.Histogram;

/**
 * How the client did in the last second or less. What this system does not tell is below 0.
 *
 * @param lagP99Nanos how late its event loops were, p99 over all of them
 * @param lagMaxNanos the latest that any was
 * @param processCores processors that this process used
 * @param processors processors of this JVM
 * @param heapUsedBytes heap in use, garbage included
 * @param heapMaxBytes the most it may become
 * @param gcMillis how long garbage collections stopped the JVM
 * @param logBacklogBytes memory that waits for the run log
 */
public record HealthNow(
    long lagP99Nanos,
    long lagMaxNanos,
    double processCores,
    int processors,
    long heapUsedBytes,
    long heapMaxBytes,
    long gcMillis,
    long logBacklogBytes) {

  private static final double P99 = 99;

  /** The figures of a sample, whose histograms are lent. */
  static HealthNow of(HealthSample sample, int processors) {
    Histogram lag = new Histogram(HealthSample.LAG_DIGITS);
    sample.lagByLoop().forEach(lag::add);
    boolean looked = lag.getTotalCount() > 0;
    long cpu = sample.cpu().processNanos();
    return new HealthNow(
        looked ? lag.getValueAtPercentile(P99) : HealthSample.UNKNOWN,
        looked ? lag.getMaxValue() : HealthSample.UNKNOWN,
        cpu < 0 || sample.nanos() <= 0 ? HealthSample.UNKNOWN : (double) cpu / sample.nanos(),
        processors,
        sample.heap().usedBytes(),
        sample.heap().maxBytes(),
        sample.pauses().totalMillis(),
        sample.logBacklogBytes());
  }
}
