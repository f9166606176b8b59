package io.github.gatlingllm.load;

/** A load under way, whether it is one load or several one after the other. */
public interface RunningLoad {

  /** Whether the load has begun, or when it will is known. */
  boolean hasStarted();

  /**
   * Whether the load has begun, will start no more requests, and none is open.
   *
   * @param nowNanos now, on the run's clock
   */
  boolean isOver(long nowNanos);

  /** Whether it is for this extension to end it: its users, or the next of them, do not. */
  boolean endsByUs();

  /**
   * Lets nobody in from an instant on, whatever the load says; what is open is left alone. Of no
   * effect on a load that is over.
   *
   * @param nowNanos now, on the run's clock
   */
  void close(long nowNanos);
}
