package io.github.gatlingllm.gatling;

import io.gatling.core.CoreComponents;
import io.gatling.core.session.Session;
import io.github.gatlingllm.load.LoadGate;
import java.util.concurrent.TimeUnit;

/**
 * What becomes of a user who finds the load over. Gatling's closed injection replaces a user that
 * ends at once, so one that left straight away would be replaced in a spin: it waits until nobody
 * is replaced any more, and leaves then.
 */
final class Parking {

  /** The injector looks once a second; after two it has seen that the load is over. */
  private static final long INJECTOR_MARGIN_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final CoreComponents core;

  Parking(CoreComponents core) {
    this.core = core;
  }

  /**
   * Keeps a user until the load's end is past. A load that ended by its number of requests, or
   * before its time, ends the run when its last stream has drained ({@link RunStop}), and its users
   * need not leave.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // A user that leaves fails at nothing.
  void park(Session session, LoadGate gate, long nowNanos) {
    if (gate.isSpent() || gate.isStopped()) {
      return;
    }
    if (!gate.isClosed()) {
      core.exit().$bang(session); // Nobody is replaced in an open load.
      return;
    }
    long delay = Math.max(0, gate.endNanos().orElse(nowNanos) - nowNanos) + INJECTOR_MARGIN_NANOS;
    session.eventLoop().schedule(() -> core.exit().$bang(session), delay, TimeUnit.NANOSECONDS);
  }
}
