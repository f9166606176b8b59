package io.github.gatlingllm.gatling;

import io.gatling.core.CoreComponents;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.timing.RunClock;
import java.time.Duration;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Ends what is still open so long after its load started its last request. Looks now and then,
 * since a load that ends by number does so at a time that nobody knows before.
 */
final class DrainLimit {

  private static final long CHECK_MILLIS = 20;

  private final CoreComponents core;
  private final RunClock clock;
  private final OpenCalls open;
  private final Collection<LoadGate> gates;
  private final Duration limit;
  private volatile boolean ended;

  DrainLimit(
      CoreComponents core,
      RunClock clock,
      OpenCalls open,
      Collection<LoadGate> gates,
      Duration limit) {
    this.core = core;
    this.clock = clock;
    this.open = open;
    this.gates = gates;
    this.limit = limit;
  }

  /** Looks from now on. */
  @SuppressWarnings("FutureReturnValueIgnored") // It schedules itself again until the run ends.
  void watch() {
    core.eventLoopGroup().next().schedule(this::look, CHECK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    if (ended) {
      return;
    }
    long now = clock.nanos();
    for (LoadGate gate : gates) {
      OptionalLong start = gate.drainStartNanos();
      if (start.isPresent() && now - start.getAsLong() >= limit.toNanos()) {
        open.abort(
            of -> of == gate,
            "the answer was still open " + limit.toMillis() + " ms after the end of the load");
      }
    }
    watch();
  }

  /** Looks no more. */
  void end() {
    ended = true;
  }
}
