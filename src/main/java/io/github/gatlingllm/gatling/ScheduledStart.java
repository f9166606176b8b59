package io.github.gatlingllm.gatling;

import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * When a user's first request is to start, kept in its session until it does: Gatling starts users
 * a little early.
 */
final class ScheduledStart {

  private static final String ATTRIBUTE = "gatlingllm.scheduledNanos";

  /**
   * So long a thread may take to wake up. Two arrivals that are closer would start together if
   * their loop slept until the first.
   */
  private static final long WAKE_UP_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  private ScheduledStart() {}

  static Session put(Session session, long nanos) {
    return session.set(ATTRIBUTE, nanos);
  }

  /** The instant, on the run's clock; nothing for requests that no arrival process wants. */
  static OptionalLong of(Session session) {
    return session.attributes().contains(ATTRIBUTE)
        ? OptionalLong.of((Long) session.attributes().apply(ATTRIBUTE))
        : OptionalLong.empty();
  }

  /** Whether it is not past yet: what was scheduled starts later than it was to, if by little. */
  static boolean isAhead(Session session, long nowNanos) {
    return of(session).orElse(Long.MIN_VALUE) >= nowNanos;
  }

  /** The session of a request that starts: the next one of the user has no schedule. */
  static Session taken(Session session) {
    return of(session).isPresent() ? session.remove(ATTRIBUTE) : session;
  }

  /**
   * Has the action take the session again when it is time. Its event loop goes on meanwhile: until
   * shortly before it sleeps if there is nothing else to do, and then it looks again and again,
   * with its other work in between.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // The action reports what goes wrong.
  static void await(Session session, long nowNanos, Action action) {
    long aheadNanos = of(session).orElse(nowNanos) - nowNanos;
    session
        .eventLoop()
        .schedule(
            () -> action.$bang(session),
            Math.max(1, aheadNanos - WAKE_UP_NANOS),
            TimeUnit.NANOSECONDS);
  }
}
