package io.github.gatlingllm.prompt;

import java.util.ArrayList;
import java.util.List;

/**
 * A prompt that may be sent again, while it is under way: whoever sends it again waits until its
 * answer is there, since a server has nothing in its cache before.
 *
 * <p>Safe for use by any thread. What waits is told by the thread that ends the request.
 */
public final class Original {

  // Both guarded by this.
  private final List<Runnable> waiting = new ArrayList<>();
  private int underWay;

  /** Its request starts. */
  public synchronized void begun() {
    underWay++;
  }

  /** Its request has ended, in whatever way. */
  public void ended() {
    List<Runnable> released;
    synchronized (this) {
      underWay--;
      if (underWay > 0) {
        return;
      }
      released = List.copyOf(waiting);
      waiting.clear();
    }
    released.forEach(Runnable::run);
  }

  /**
   * Has something wait for its end, if it is under way. One that has not started is not waited for:
   * it may never start.
   *
   * @param then what to do at the end; called once, if this returns true
   * @return whether there is something to wait for
   */
  public synchronized boolean isAwaited(Runnable then) {
    if (underWay == 0) {
      return false;
    }
    waiting.add(then);
    return true;
  }
}
