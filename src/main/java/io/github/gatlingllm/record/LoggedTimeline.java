package io.github.gatlingllm.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.gatlingllm.timing.TokenTimeline;
import java.io.IOException;
import java.util.Arrays;

/**
 * The gaps and tokens of a line's events, and the timeline that they were written of. Used again
 * for each line, since a log has a gap for every token.
 */
final class LoggedTimeline {

  private static final int INITIAL_CAPACITY = 1024;

  private long[] gaps = new long[INITIAL_CAPACITY];
  private int gapCount;
  private int[] tokens = new int[INITIAL_CAPACITY];
  private int tokenCount;

  void clear() {
    gapCount = 0;
    tokenCount = 0;
  }

  void readGaps(JsonParser json) throws IOException, BrokenLineException {
    gapCount = 0;
    requireArray(json);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (gapCount == gaps.length) {
        requireRoom(gapCount);
        gaps = Arrays.copyOf(gaps, gapCount * 2);
      }
      gaps[gapCount++] = RequestLine.nanos(json);
    }
  }

  void readTokens(JsonParser json) throws IOException, BrokenLineException {
    tokenCount = 0;
    requireArray(json);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (tokenCount == tokens.length) {
        requireRoom(tokenCount);
        tokens = Arrays.copyOf(tokens, tokenCount * 2);
      }
      tokens[tokenCount++] = json.getIntValue();
    }
  }

  /** How many events there are: one more than gaps. */
  int count() {
    return gapCount + 1;
  }

  private static void requireArray(JsonParser json) throws BrokenLineException {
    if (!json.isExpectedStartArrayToken()) {
      throw new BrokenLineException("a list is none");
    }
  }

  private static void requireRoom(int size) throws BrokenLineException {
    if (size >= TokenTimeline.MAX_EVENTS) {
      throw new BrokenLineException("it has too many events");
    }
  }

  /** Events without a time: the one body of an answer that was not streamed. */
  static TokenTimeline untimed(long events, long doneNanos) {
    TokenTimeline timeline = new TokenTimeline();
    int kept = (int) Math.min(events, TokenTimeline.MAX_EVENTS);
    for (int i = 0; i < kept; i++) {
      timeline.append(doneNanos, false, TokenTimeline.UNKNOWN);
    }
    if (events > kept) {
      timeline.appendNotKept(events - kept, doneNanos);
    }
    return timeline;
  }

  /**
   * Events of a stream.
   *
   * @param events how many, those that were not kept too
   * @param firstNanos when the first came
   * @param visibleNanos when the first visible one came, or a time at which none came
   * @param lastNanos when the last came, if not all were kept
   */
  TokenTimeline timed(long events, long firstNanos, long visibleNanos, long lastNanos)
      throws BrokenLineException {
    int kept = gapCount + 1;
    boolean all = events == kept;
    if (!all && (kept != TokenTimeline.MAX_EVENTS || events < kept)) {
      throw new BrokenLineException("it has " + events + " events and " + gapCount + " gaps");
    }
    if (tokenCount != 0 && tokenCount != kept) {
      throw new BrokenLineException("its tokensByEvent are not those of its events");
    }
    TokenTimeline timeline = new TokenTimeline();
    long nanos = firstNanos;
    int soFar = 0;
    for (int i = 0; i < kept; i++) {
      nanos += i == 0 ? 0 : gaps[i - 1];
      soFar += tokenCount == 0 ? 0 : tokens[i];
      // As a running count, so that each event gets exactly its own tokens back.
      int running = tokenCount == 0 ? TokenTimeline.UNKNOWN : soFar;
      timeline.append(nanos, nanos == visibleNanos, running);
    }
    if (!all) {
      timeline.appendNotKept(events - kept, lastNanos);
    }
    return timeline;
  }
}
