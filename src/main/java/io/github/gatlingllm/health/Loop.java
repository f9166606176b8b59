package io.github.gatlingllm.health;

/** An event loop, as far as a probe needs one. */
@FunctionalInterface
public interface Loop {

  /** Runs a task on the loop's thread after a time in nanoseconds. */
  void runAfter(long nanos, Runnable task);
}
