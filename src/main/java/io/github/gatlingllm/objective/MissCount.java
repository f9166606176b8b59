package io.github.gatlingllm.objective;

import io.github.gatlingllm.metrics.RequestMetrics;
import io.github.gatlingllm.objective.ShareObjective.Share;
import io.github.gatlingllm.record.RequestRecord;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The samples of one objective that missed its limit, among all, so far. Counted by any thread
 * without a lock.
 *
 * <p>Numbers that threads change one after another do not agree at every instant. They are written
 * in one order, and read in the other: misses were written last and are read first, so what is read
 * never has more misses for its samples than there were.
 *
 * <p>Samples of one request are not independent: a slow moment of a server makes all its gaps long.
 * They count as (Σm)² / Σm² samples, where a request brings m: as many as there are requests, if
 * all bring the same.
 */
final class MissCount {

  private final Objective objective;
  private final AtomicLong squares = new AtomicLong();
  private final AtomicLong samples = new AtomicLong();
  private final AtomicLong misses = new AtomicLong();

  /**
   * What was counted at an instant.
   *
   * @param misses samples above the limit
   * @param samples all
   * @param weight how many independent samples they are worth
   */
  record Tally(long misses, long samples, double weight) {

    double share() {
      return samples == 0 ? 0 : (double) misses / samples;
    }
  }

  /** The samples of one request. */
  private static final class OfRequest implements RequestMetrics.SampleSink {
    private final long limitNanos;
    private long samples;
    private long misses;

    OfRequest(long limitNanos) {
      this.limitNanos = limitNanos;
    }

    @Override
    public void accept(long nanos, int count) {
      if (nanos >= 0) {
        samples += count;
        misses += nanos > limitNanos ? count : 0;
      }
    }
  }

  MissCount(Objective objective) {
    this.objective = objective;
  }

  Objective objective() {
    return objective;
  }

  /**
   * Counts a request.
   *
   * @param good whether it met all limits on requests
   * @return whether it brought a miss
   */
  boolean add(RequestRecord request, boolean good) {
    if (objective instanceof LatencyObjective latency) {
      if (!request.succeeded()) {
        return false;
      }
      OfRequest own = new OfRequest(latency.mostNanos());
      latency.metric().forEachSample(request.metrics(), own);
      return add(own.misses, own.samples);
    }
    boolean goodput = objective instanceof ShareObjective of && of.share() == Share.GOODPUT;
    return add((goodput ? !good : request.failed()) ? 1 : 0, 1);
  }

  private boolean add(long newMisses, long newSamples) {
    squares.addAndGet(newSamples * newSamples);
    samples.addAndGet(newSamples);
    misses.addAndGet(newMisses);
    return newMisses > 0;
  }

  Tally tally() {
    long missed = misses.get();
    long all = samples.get();
    long square = squares.get();
    return new Tally(missed, all, square == 0 ? 0 : (double) all * all / square);
  }
}
