package io.github.gatlingllm.timing;

import io.netty.util.Recycler;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The arrays of a timeline. Those of a stream that has ended serve a later one of the same event
 * loop, so that a token leaves no garbage, and a collection has no arrays of open streams to copy:
 * they are old.
 *
 * <p>What waits to be used again are as many as were in use at one time, of at most {@link
 * #MAX_REUSED_EVENTS}. Those that are far too large for the stream that had them are let go: else
 * each would have served one of the few long streams in the end, and kept its size.
 */
final class TimelineArrays {

  /** Of a timeline without events, and of one that has been let go. */
  static final TimelineArrays NONE = new TimelineArrays(new long[0], null);

  /** The most events whose arrays are used again: 128 KiB, 192 with token counts. */
  static final int MAX_REUSED_EVENTS = 1 << 14;

  private static final int INITIAL_CAPACITY = 64;
  private static final int SMALL = 1024;
  private static final int FAR_TOO_LARGE = 4;
  private static final int MAX_WAITING_PER_LOOP = 1 << 15;
  private static final int ALL = 0;
  private static final int CHUNK = 256;

  private static final Recycler<TimelineArrays> RECYCLER =
      new Recycler<>(MAX_WAITING_PER_LOOP, ALL, CHUNK) {
        @Override
        protected TimelineArrays newObject(Handle<TimelineArrays> handle) {
          return new TimelineArrays(new long[INITIAL_CAPACITY], handle);
        }
      };

  private final Recycler.@Nullable Handle<TimelineArrays> handle;
  private long[] nanos;
  private int[] tokens = {};

  private TimelineArrays(long[] nanos, Recycler.@Nullable Handle<TimelineArrays> handle) {
    this.nanos = nanos;
    this.handle = handle;
  }

  /** New ones, of one timeline alone. */
  TimelineArrays() {
    this(new long[INITIAL_CAPACITY], null);
  }

  /**
   * Some that served this thread before, or new ones; what they hold means nothing. Only event
   * loops, and other threads of Netty's, have some to use again.
   */
  static TimelineArrays recycled() {
    return RECYCLER.get();
  }

  /**
   * They may serve another timeline, of the thread that took them; called by any thread.
   *
   * @param size how many events they hold
   */
  void recycle(int size) {
    boolean tooLarge =
        nanos.length > MAX_REUSED_EVENTS
            || (nanos.length > SMALL && nanos.length > FAR_TOO_LARGE * size);
    if (handle != null && !tooLarge) {
      handle.recycle(this);
    }
  }

  void put(int index, long eventNanos) {
    if (index == nanos.length) {
      nanos = Arrays.copyOf(nanos, Math.min(TokenTimeline.MAX_EVENTS, index * 2));
    }
    nanos[index] = eventNanos;
  }

  /** Keeps a count; from an index on, up to this one, there is none. */
  void putTokens(int index, int tokensSoFar, int unknownFrom) {
    if (tokens.length < nanos.length) {
      tokens = Arrays.copyOf(tokens, nanos.length);
    }
    Arrays.fill(tokens, unknownFrom, index, TokenTimeline.UNKNOWN);
    tokens[index] = tokensSoFar;
  }

  long nanos(int index) {
    return nanos[index];
  }

  int tokens(int index) {
    return tokens[index];
  }

  /** The memory that they take up, in bytes. */
  long bytes() {
    return (long) nanos.length * Long.BYTES + (long) tokens.length * Integer.BYTES;
  }
}
