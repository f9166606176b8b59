package io.github.gatlingllm.gatling;

import io.gatling.core.session.Session;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * When a user's first request is to start, kept in its session: Gatling starts users a little
 * early. Until then it keeps the request that was made meanwhile, too. It is for that one request:
 * once taken it is over, whichever copy of the session somebody goes on with. Confined to the
 * user's event loop.
 */
final class ScheduledStart {

  private static final String ATTRIBUTE = "gatlingllm.scheduledStart";

  private final long nanos;
  private @Nullable Supplier<PreparedRequest> draft;
  private boolean over;

  private ScheduledStart(long nanos) {
    this.nanos = nanos;
  }

  static Session put(Session session, long nanos) {
    return session.set(ATTRIBUTE, new ScheduledStart(nanos));
  }

  /** That of a session; null for requests that no arrival process wants. */
  static @Nullable ScheduledStart of(Session session) {
    return session.attributes().contains(ATTRIBUTE)
            && session.attributes().apply(ATTRIBUTE) instanceof ScheduledStart start
            && !start.over
        ? start
        : null;
  }

  /** The instant, on the run's clock. */
  long nanos() {
    return nanos;
  }

  /** Whether it is not past yet: what was scheduled starts later than it was to, if by little. */
  boolean isAhead(long nowNanos) {
    return nanos >= nowNanos;
  }

  /** Keeps what is to be sent then, or the failure to make it. */
  void keep(Supplier<PreparedRequest> prepared) {
    draft = prepared;
  }

  /**
   * The request begins: the next one of the user has no schedule.
   *
   * @return what was kept; null if nothing was
   */
  @Nullable Supplier<PreparedRequest> take() {
    Supplier<PreparedRequest> kept = draft;
    draft = null;
    over = true;
    return kept;
  }
}
