package io.github.gatlingllm.timing;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * When the output of one stream arrived: one entry for each event that carried output, appended as
 * it arrives and never changed.
 *
 * <p>Kept in primitive arrays, because a load test holds thousands of these at once. Confined to
 * the event loop of its request until that request has ended; then it may be read by any thread it
 * is handed to.
 *
 * <p>Bounded: beyond {@link #MAX_EVENTS} only the last instant is kept up to date, and {@link
 * #overflow()} counts what was not kept.
 *
 * <p>The arrays of a timeline that is {@linkplain #reused() made for a stream} serve another one
 * after it: whoever has such a timeline says that he is done with it by {@link #release()}, and
 * whom he hands it to is announced by {@link #retain()}. When the last one is done, its events can
 * no longer be read; the counts can. Who never says it keeps the timeline as any object, and its
 * arrays serve nobody else.
 */
public final class TokenTimeline {

  /**
   * The most events kept of one stream: 8 bytes each, 12 where the server counts as it goes, and up
   * to twice that while the stream grows.
   */
  public static final int MAX_EVENTS = 1 << 20;

  /** The value of {@link #runningTokens(int)} where the server did not say. */
  public static final int UNKNOWN = -1;

  private final boolean reused;
  private final AtomicInteger holders = new AtomicInteger(1);
  private TimelineArrays arrays = TimelineArrays.NONE;
  private boolean counted;
  private int size;
  private int firstVisible = -1;
  private long lastNanos;
  private long overflow;

  /** A timeline with arrays of its own. */
  public TokenTimeline() {
    this(false);
  }

  private TokenTimeline(boolean reused) {
    this.reused = reused;
  }

  /** A timeline whose arrays served others before, and will again. */
  public static TokenTimeline reused() {
    return new TokenTimeline(true);
  }

  /** Somebody else reads it too, and will release it. */
  public void retain() {
    if (holders.getAndUpdate(now -> now < 1 ? now : now + 1) < 1) {
      throw new IllegalStateException("the timeline has been let go");
    }
  }

  /** One of those who read it is done. */
  public void release() {
    int held = holders.getAndUpdate(now -> now < 1 ? now : now - 1);
    if (held < 1) {
      throw new IllegalStateException("the timeline has been let go");
    }
    if (held == 1) {
      TimelineArrays free = arrays;
      arrays = TimelineArrays.NONE;
      free.recycle(size);
    }
  }

  /**
   * Appends an event that carried output.
   *
   * @param eventNanos when the read that delivered it was taken from the socket
   * @param visible whether it carried content that is not reasoning
   * @param tokensSoFar the server's running count of output tokens, or {@link #UNKNOWN}
   */
  public void append(long eventNanos, boolean visible, int tokensSoFar) {
    lastNanos = eventNanos;
    if (size == MAX_EVENTS) {
      overflow++;
      return;
    }
    if (arrays == TimelineArrays.NONE) {
      arrays = reused ? TimelineArrays.recycled() : new TimelineArrays();
    }
    arrays.put(size, eventNanos);
    if (tokensSoFar != UNKNOWN || counted) {
      arrays.putTokens(size, tokensSoFar, counted ? size : 0);
      counted = true;
    }
    if (visible && firstVisible < 0) {
      firstVisible = size;
    }
    size++;
  }

  /**
   * Counts events that came after {@link #MAX_EVENTS}, for a timeline that is rebuilt from a log.
   *
   * @param events how many
   * @param endNanos when the last of them came
   */
  public void appendNotKept(long events, long endNanos) {
    overflow += events;
    lastNanos = endNanos;
  }

  /**
   * Says of an event that is already in that it carried visible content: of what looked like the
   * beginning of a tag, that is known only later.
   *
   * @param index the event's index; one that was not kept is ignored
   */
  public void markVisible(int index) {
    if (index < size && (firstVisible < 0 || index < firstVisible)) {
      firstVisible = index;
    }
  }

  /** How many events are kept. */
  public int size() {
    return size;
  }

  /** Whether no event carried output. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** The instant of event {@code index}, in nanoseconds of the run's clock. */
  public long nanos(int index) {
    return arrays.nanos(index);
  }

  /** The server's count of output tokens up to and with event {@code index}, or UNKNOWN. */
  public int runningTokens(int index) {
    return counted && index < size ? arrays.tokens(index) : UNKNOWN;
  }

  /** Whether the server gave a running token count with at least one event. */
  public boolean hasRunningTokens() {
    return counted;
  }

  /** The index of the first event with visible content, or -1. */
  public int firstVisible() {
    return firstVisible;
  }

  /** The instant of the last event, kept or not; only meaningful if not {@link #isEmpty()}. */
  public long lastNanos() {
    return lastNanos;
  }

  /** The memory that the entries take up, in bytes. */
  public long bytes() {
    return arrays.bytes();
  }

  /** How many events came after {@link #MAX_EVENTS} and were not kept. */
  public long overflow() {
    return overflow;
  }
}
