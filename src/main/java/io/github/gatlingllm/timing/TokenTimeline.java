package io.github.gatlingllm.timing;

import java.util.Arrays;

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
 */
public final class TokenTimeline {

  /**
   * The most events kept of one stream: 8 bytes each, 12 where the server counts as it goes, and up
   * to twice that while the stream grows.
   */
  public static final int MAX_EVENTS = 1 << 20;

  /** The value of {@link #runningTokens(int)} where the server did not say. */
  public static final int UNKNOWN = -1;

  private static final int INITIAL_CAPACITY = 64;
  private static final int[] NONE = {};

  private long[] nanos = new long[INITIAL_CAPACITY];
  private int[] runningTokens = NONE;
  private int size;
  private int firstVisible = -1;
  private long lastNanos;
  private long overflow;

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
    if (size == nanos.length) {
      grow();
    }
    nanos[size] = eventNanos;
    if (tokensSoFar != UNKNOWN || hasRunningTokens()) {
      keepRunningTokens(tokensSoFar);
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

  private void grow() {
    nanos = Arrays.copyOf(nanos, Math.min(MAX_EVENTS, size * 2));
  }

  private void keepRunningTokens(int tokensSoFar) {
    int kept = runningTokens.length;
    if (kept < nanos.length) {
      runningTokens = Arrays.copyOf(runningTokens, nanos.length);
      Arrays.fill(runningTokens, kept, nanos.length, UNKNOWN);
    }
    runningTokens[size] = tokensSoFar;
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
    return nanos[index];
  }

  /** The server's count of output tokens up to and with event {@code index}, or UNKNOWN. */
  public int runningTokens(int index) {
    return index < runningTokens.length ? runningTokens[index] : UNKNOWN;
  }

  /** Whether the server gave a running token count with at least one event. */
  public boolean hasRunningTokens() {
    return runningTokens.length > 0;
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
    return (long) nanos.length * Long.BYTES + (long) runningTokens.length * Integer.BYTES;
  }

  /** How many events came after {@link #MAX_EVENTS} and were not kept. */
  public long overflow() {
    return overflow;
  }
}
