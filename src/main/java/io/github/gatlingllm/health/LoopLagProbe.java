package io.github.gatlingllm.health;

import io.github.gatlingllm.timing.RunClock;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Measures how late an event loop runs what is due: a task that schedules itself again and again
 * and records by how much it was late. Whatever holds the loop up (a long task, a garbage
 * collection, a processor that is not there) holds up the stamp of a token in the same way.
 *
 * <p>While the loop stands still no probe runs; the probes that would have run are added, as
 * HdrHistogram does against coordinated omission.
 */
final class LoopLagProbe {

  /** Time between two probes: a hundred a second cost a loop less than half a percent. */
  static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** A machine that was suspended must not grow the histogram without end. */
  private static final long MAX_LAG_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final RunClock clock;
  private final Loop loop;
  private final SingleWriterRecorder recorder = new SingleWriterRecorder(HealthSample.LAG_DIGITS);
  private @Nullable Histogram drained;
  private long dueNanos;
  private volatile boolean stopped;

  LoopLagProbe(RunClock clock, Loop loop) {
    this.clock = clock;
    this.loop = loop;
  }

  /** Begins; called once, by any thread. */
  void start() {
    schedule();
  }

  private void schedule() {
    dueNanos = clock.nanos() + INTERVAL_NANOS;
    loop.runAfter(INTERVAL_NANOS, this::probe);
  }

  private void probe() {
    if (stopped) {
      return;
    }
    long lag = Math.min(MAX_LAG_NANOS, Math.max(0, clock.nanos() - dueNanos));
    recorder.recordValueWithExpectedInterval(lag, INTERVAL_NANOS);
    schedule();
  }

  /** Ends; the probe that is under way is the last. */
  void stop() {
    stopped = true;
  }

  /**
   * What was recorded since the last call, in nanoseconds. Always by the same thread; holds until
   * the next call.
   */
  Histogram drain() {
    Histogram recorded = recorder.getIntervalHistogram(drained);
    drained = recorded;
    return recorded;
  }
}
