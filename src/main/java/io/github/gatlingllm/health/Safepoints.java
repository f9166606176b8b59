package io.github.gatlingllm.health;

import io.github.gatlingllm.health.HealthSample.Stops;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * How often, and for how long, the JVM stood still, whatever for: collections, code that is thrown
 * away, threads that are listed. The time until all threads have stopped is in it.
 */
final class Safepoints {

  private static final String COUNT = "sun.rt.safepoints";
  private static final String TIME = "sun.rt.safepointTime";
  private static final String TICKS_PER_SECOND = "sun.os.hrt.frequency";

  private final JvmCounters counters;
  private Stops before;

  Safepoints(JvmCounters counters) {
    this.counters = counters;
    this.before = read();
  }

  private Stops read() {
    OptionalLong count = counters.read(COUNT);
    OptionalLong ticks = counters.read(TIME);
    long perSecond = counters.read(TICKS_PER_SECOND).orElse(0);
    if (count.isEmpty() || ticks.isEmpty() || perSecond <= 0) {
      return Stops.UNKNOWN;
    }
    double seconds = (double) ticks.getAsLong() / perSecond;
    return new Stops(count.getAsLong(), Math.round(seconds * (double) TimeUnit.SECONDS.toNanos(1)));
  }

  /** The stops since the last call. */
  Stops take() {
    Stops now = read();
    Stops since = now.since(before);
    before = now;
    return since;
  }
}
