package io.github.gatlingllm.record;

import com.fasterxml.jackson.core.JsonParser;
import io.github.gatlingllm.timing.RequestInstants;
import io.github.gatlingllm.timing.TokenTimeline;
import java.io.IOException;

/** The instants of a request and of its output, as a line of a run log tells them. */
final class LoggedTimes {

  private static final long ABSENT = Long.MIN_VALUE;

  private final LoggedTimeline events = new LoggedTimeline();
  private long start;
  private long end;
  private long scheduled;
  private long ttft;
  private long ttfnt;
  private long lastToken;
  private long connect;
  private long tls;
  private long headers;

  LoggedTimes() {
    clear();
  }

  /** Nothing is known, as of a line that tells nothing. */
  void clear() {
    events.clear();
    start = ABSENT;
    end = ABSENT;
    scheduled = ABSENT;
    ttft = ABSENT;
    ttfnt = ABSENT;
    lastToken = ABSENT;
    connect = ABSENT;
    tls = ABSENT;
    headers = ABSENT;
  }

  /**
   * Reads a field.
   *
   * @return whether it was one of these
   */
  boolean read(String field, JsonParser json) throws IOException, BrokenLineException {
    switch (field) {
      case "startTime" -> start = RequestLine.nanos(json);
      case "endTime" -> end = RequestLine.nanos(json);
      case "scheduledTime" -> scheduled = RequestLine.nanos(json);
      case "ttftMs" -> ttft = RequestLine.nanos(json);
      case "ttfntMs" -> ttfnt = RequestLine.nanos(json);
      case "lastTokenMs" -> lastToken = RequestLine.nanos(json);
      case "connectMs" -> connect = RequestLine.nanos(json);
      case "tlsMs" -> tls = RequestLine.nanos(json);
      case "headersMs" -> headers = RequestLine.nanos(json);
      case "interTokenLatencies" -> events.readGaps(json);
      case "tokensByEvent" -> events.readTokens(json);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Whether start and end are known, as of each request. */
  boolean areWhole() {
    return start != ABSENT && end != ABSENT;
  }

  RequestInstants instants() {
    long written = connect == ABSENT ? RequestInstants.NEVER : start + connect;
    return new RequestInstants(
        scheduled == ABSENT ? start : scheduled,
        start,
        tls == ABSENT || connect == ABSENT ? RequestInstants.NEVER : written - tls,
        written,
        headers == ABSENT ? RequestInstants.NEVER : start + headers,
        end);
  }

  /**
   * The events with output.
   *
   * @param outputEvents how many there were
   * @param streamed whether they came one by one
   * @throws BrokenLineException if so many events have no such times
   */
  TokenTimeline timeline(long outputEvents, boolean streamed) throws BrokenLineException {
    if (!streamed || outputEvents == 0) {
      return LoggedTimeline.untimed(outputEvents, end);
    }
    if (ttft == ABSENT || lastToken == ABSENT) {
      throw new BrokenLineException("its tokens have no times");
    }
    long visible = ttfnt == ABSENT ? ABSENT : start + ttfnt;
    return events.timed(outputEvents, start + ttft, visible, start + lastToken);
  }
}
