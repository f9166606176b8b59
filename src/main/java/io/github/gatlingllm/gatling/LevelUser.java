package io.github.gatlingllm.gatling;

import io.gatling.core.session.Session;
import io.github.gatlingllm.load.Arrivers;
import io.github.gatlingllm.load.LoadGate;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What a user of open levels takes along: the level that he came for, and how far he has come. All
 * copies of his session share it.
 */
final class LevelUser {

  private static final String ATTRIBUTE = "gatlingllm.levelUser";

  private final LoadGate gate;
  private final long nanos;
  private final Arrivers arrivers;
  private final AtomicBoolean asked = new AtomicBoolean();
  private final AtomicBoolean left = new AtomicBoolean();

  /**
   * Somebody who has started.
   *
   * @param gate his level's
   * @param nanos when his first request is to start
   * @param arrivers those of the level
   */
  LevelUser(LoadGate gate, long nanos, Arrivers arrivers) {
    this.gate = gate;
    this.nanos = nanos;
    this.arrivers = arrivers;
  }

  /** That of a session; null for one who came for no level. */
  static @Nullable LevelUser of(Session session) {
    return session.attributes().contains(ATTRIBUTE)
        ? (LevelUser) session.attributes().apply(ATTRIBUTE)
        : null;
  }

  Session put(Session session) {
    return session.set(ATTRIBUTE, this);
  }

  /** Which gate he asks. One who is early will ask again. */
  LoadGate gate(long nowNanos) {
    if (nanos < nowNanos) {
      askedOnce();
    }
    return gate;
  }

  private void askedOnce() {
    if (asked.compareAndSet(false, true)) {
      arrivers.asked();
    }
  }

  /** He leaves, whether he has asked or not. */
  void leave() {
    askedOnce();
    if (left.compareAndSet(false, true)) {
      arrivers.left();
    }
  }
}
