package io.github.gatlingllm.prompt;

import java.util.ArrayList;
import java.util.List;

/**
 * A prompt that may be sent again, while it is under way: whoever sends it again waits until its
 * answer is there, since a server has nothing in its cache before.
 *
 * <p>Which of all requests with its text is a repetition is known only when they are sent: one that
 * is to be may come before the one that it was to repeat, or after that has failed.
 *
 * <p>Safe for use by any thread. What waits is told by the thread that ends the request.
 */
public final class Original {

  private final PromptReuse fresh;

  // All below: guarded by this.
  private final List<Runnable> waiting = new ArrayList<>();
  private int underWay;
  private boolean answered;

  /**
   * One that was not sent yet.
   *
   * @param fresh what of it was sent before by then
   */
  public Original(PromptReuse fresh) {
    this.fresh = fresh;
  }

  /**
   * What of it was sent before, of a request that starts now.
   *
   * @param planned what it was to be
   * @param tokens its tokens, as the client counts them
   */
  public synchronized PromptReuse reuse(PromptReuse planned, int tokens) {
    if (answered == planned.resent()) {
      return planned;
    }
    return answered ? new PromptReuse(true, Math.max(0, tokens), planned.group()) : fresh;
  }

  /** Its request starts. */
  public synchronized void begun() {
    underWay++;
  }

  /**
   * Its request has ended.
   *
   * @param whole whether the answer is there
   */
  public void ended(boolean whole) {
    List<Runnable> released;
    synchronized (this) {
      answered |= whole;
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
