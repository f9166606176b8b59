package io.github.gatlingllm.server;

import java.util.Arrays;

/** The instants of an answer that is under way, or of one that is not recorded: then nothing. */
final class SendTimes {

  private static final long[] NONE = {};

  private final String requestId;
  private final long readNanos;
  private final long[] before;
  private final long[] after;
  private int size;

  private SendTimes(String requestId, long readNanos, int tokens) {
    this.requestId = requestId;
    this.readNanos = readNanos;
    this.before = tokens == 0 ? NONE : new long[tokens];
    this.after = tokens == 0 ? NONE : new long[tokens];
  }

  static SendTimes of(String requestId, long readNanos, int tokens) {
    return new SendTimes(requestId, readNanos, tokens);
  }

  static SendTimes unrecorded() {
    return new SendTimes("", 0, 0);
  }

  boolean isRecorded() {
    return before.length > 0;
  }

  void sent(int events, long beforeNanos, long afterNanos) {
    int end = Math.min(before.length, size + events);
    Arrays.fill(before, size, end, beforeNanos);
    Arrays.fill(after, size, end, afterNanos);
    size = end;
  }

  SentStream finished() {
    return new SentStream(
        requestId,
        readNanos,
        size == before.length,
        Arrays.copyOf(before, size),
        Arrays.copyOf(after, size));
  }
}
