package io.github.gatlingllm.load;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The users of a level of an open load, one for each arrival: told of before they start, and
 * followed until they leave. So a level is not over while one is still on the way to his first
 * request, however late the client is, and not waited for once nobody is there who could make one.
 * Safe for use by any thread, without a lock.
 */
public final class Arrivers {

  private final AtomicLong told = new AtomicLong();
  private final AtomicLong asked = new AtomicLong();
  private final AtomicLong left = new AtomicLong();
  private volatile boolean allTold;

  /** One is about to start; said before he can. */
  public void told() {
    told.incrementAndGet();
  }

  /** No more are told of. */
  public void allTold() {
    allTold = true;
  }

  /** One asks to be let in, or has left without; said once of each. */
  public void asked() {
    asked.incrementAndGet();
  }

  /** One has left; said once of each. */
  public void left() {
    left.incrementAndGet();
  }

  /** Whether somebody has yet to ask. */
  boolean areAwaited() {
    return !allTold || asked.get() < told.get();
  }

  /** Whether nobody is there, and nobody comes. */
  boolean haveLeft() {
    return allTold && left.get() >= told.get();
  }
}
