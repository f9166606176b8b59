package io.github.gatlingllm.health;

import com.sun.management.UnixOperatingSystemMXBean;
import io.github.gatlingllm.health.HealthSample.Files;
import io.github.gatlingllm.timing.RunClock;
import java.lang.management.ManagementFactory;

/**
 * Open files and sockets of this process. Counting ten thousand of them takes tens of milliseconds,
 * so the more it costs the less often it is done.
 */
final class OpenFiles {

  /** Counting may take up a thousandth of one processor. */
  private static final long COST_FACTOR = 1000;

  private final RunClock clock;
  private Files last = new Files(HealthSample.UNKNOWN, HealthSample.UNKNOWN);
  private long nextNanos;

  OpenFiles(RunClock clock) {
    this.clock = clock;
    this.nextNanos = clock.nanos();
  }

  /** The last count, or a new one where it is time. */
  Files read() {
    long start = clock.nanos();
    if (start - nextNanos >= 0
        && ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean os) {
      last = new Files(os.getOpenFileDescriptorCount(), os.getMaxFileDescriptorCount());
      nextNanos = start + COST_FACTOR * (clock.nanos() - start);
    }
    return last;
  }
}
