package io.github.gatlingllm.gatling;

import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import io.github.gatlingllm.load.LoadGate;
import org.jspecify.annotations.Nullable;

/** Where the requests of a protocol are let in: by the gate of its load, or of one level of it. */
interface Entrance {

  /** A user starts: what it takes along for its first request. */
  Session entered(Session session);

  /** The gate that a user's request asks now; null if there is none now. */
  @Nullable LoadGate gate(Session session);

  /** A user leaves. */
  default void left(Session session) {}

  /** A request that a gate let in has started, so late. */
  default void started(LoadGate gate, long lateNanos) {}

  /**
   * What becomes of a user whose request was not let in.
   *
   * @param gate the gate that it asked, or null
   * @param again the action that is to take the session again when it may be worth asking
   */
  void refused(Session session, @Nullable LoadGate gate, long nowNanos, Action again);
}
