package io.github.gatlingllm.server;

import java.util.ArrayList;
import java.util.List;

/** What a {@link TokenSource} has sent, up to a bound. Confined to its event loop. */
final class SendRecord {

  private final int tokens;
  private final List<SentStream> streams = new ArrayList<>();
  private long eventsLeft;
  private long unrecorded;
  private long requests;
  private long open;
  private long tokensSent;

  SendRecord(TokenSourceSettings settings) {
    this.tokens = settings.tokens();
    this.eventsLeft = settings.maxRecordedEvents();
  }

  SendTimes begin(String requestId, long readNanos) {
    requests++;
    open++;
    if (requestId.isEmpty()) {
      return SendTimes.unrecorded(); // Nobody could tell which one it was.
    }
    if (eventsLeft < tokens) {
      unrecorded++;
      return SendTimes.unrecorded();
    }
    eventsLeft -= tokens;
    return SendTimes.of(requestId, readNanos, tokens);
  }

  void sent(int events) {
    tokensSent += events;
  }

  void end(SendTimes times) {
    open--;
    if (times.isRecorded()) {
      streams.add(times.finished());
    }
  }

  /** The answers that have ended, in the order in which they did. */
  List<SentStream> streams() {
    return List.copyOf(streams);
  }

  SendCounters counters() {
    return new SendCounters(requests, open, tokensSent, unrecorded);
  }
}
