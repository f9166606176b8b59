package io.github.gatlingllm.export;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * How many requests were open at once at most. A request is open from its start to before its end.
 * Keeps 16 bytes a request, up to {@link #MAX_REQUESTS}.
 */
final class PeakConcurrency {

  /** Beyond so many, 80 MB, the answer is not known. */
  static final int MAX_REQUESTS = 5_000_000;

  private static final int FIRST_CAPACITY = 1024;

  private final int most;
  private long[] starts = new long[FIRST_CAPACITY];
  private long[] ends = new long[FIRST_CAPACITY];
  private int size;
  private boolean complete = true;

  PeakConcurrency() {
    this(MAX_REQUESTS);
  }

  PeakConcurrency(int most) {
    this.most = most;
  }

  /** A request was open from one instant to another, in nanoseconds. */
  void add(long start, long end) {
    if (size == most) {
      complete = false;
      return;
    }
    if (size == starts.length) {
      int capacity = Math.min(most, 2 * size);
      starts = Arrays.copyOf(starts, capacity);
      ends = Arrays.copyOf(ends, capacity);
    }
    starts[size] = start;
    ends[size] = end;
    size++;
  }

  /** The most at once, or nothing if there were too many requests to tell. */
  OptionalInt most() {
    if (!complete) {
      return OptionalInt.empty();
    }
    Arrays.sort(starts, 0, size);
    Arrays.sort(ends, 0, size);
    int peak = 0;
    int ended = 0;
    for (int started = 0; started < size; started++) {
      while (ended < size && ends[ended] <= starts[started]) {
        ended++;
      }
      peak = Math.max(peak, started + 1 - ended);
    }
    return OptionalInt.of(peak);
  }
}
