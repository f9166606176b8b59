package io.github.gatlingllm.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The server's own times, as a line of the run log has them. */
final class LoggedTimings {

  /** More than an answer is ever logged with: a log is a file from outside. */
  private static final int MAX_NAMES = 64;

  private LoggedTimings() {}

  /** The times in nanoseconds, by name and in the order of the log. */
  static Map<String, Long> read(JsonParser json) throws IOException, BrokenLineException {
    if (!json.isExpectedStartObjectToken()) {
      throw new BrokenLineException("serverTimings is no object");
    }
    Map<String, Long> timings = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      timings.put(name, RequestLine.nanos(json));
      if (timings.size() > MAX_NAMES) {
        throw new BrokenLineException("serverTimings has more than " + MAX_NAMES + " names");
      }
    }
    return Collections.unmodifiableMap(timings);
  }
}
