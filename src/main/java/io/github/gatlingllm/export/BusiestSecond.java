package io.github.gatlingllm.export;

import java.util.Arrays;

/** How many events there were in the second that had most, in seconds from an instant on. */
final class BusiestSecond {

  /** A month of seconds; what comes after it is not looked at. */
  private static final int MAX_SECONDS = 31 * 24 * 60 * 60;

  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final int FIRST_CAPACITY = 64;

  private final long origin;
  private long[] events = new long[FIRST_CAPACITY];

  /**
   * Without events.
   *
   * @param origin the instant at which the first second begins, in nanoseconds
   */
  BusiestSecond(long origin) {
    this.origin = origin;
  }

  void add(long nanos) {
    long second = Math.floorDiv(nanos - origin, NANOS_PER_SECOND);
    if (second < 0 || second >= MAX_SECONDS) {
      return;
    }
    if (second >= events.length) {
      events = Arrays.copyOf(events, (int) Math.min(MAX_SECONDS, 2 * second));
    }
    events[(int) second]++;
  }

  long most() {
    return Arrays.stream(events).max().orElse(0);
  }
}
