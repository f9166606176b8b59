package io.github.gatlingllm.server;

/**
 * Runs tasks at absolute instants, on the thread that owns the endpoint's state.
 *
 * <p>A task never runs before its instant. It may run later; whoever plans a sequence of instants
 * computes each from the one before, never from "now", so that lateness does not add up.
 */
interface Pacer {

  /** The present instant, in the nanoseconds in which due times are given. */
  long nanos();

  /** Runs the task at {@code dueNanos}, or as soon after it as can be. Never inside this call. */
  void at(long dueNanos, Runnable task);
}
