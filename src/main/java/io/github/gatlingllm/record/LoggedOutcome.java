package io.github.gatlingllm.record;

import io.github.gatlingllm.stream.StreamOutcome;
import io.github.gatlingllm.stream.TimeoutKind;
import io.github.gatlingllm.stream.TransportFault;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The outcome that a line of the run log tells of, with the same kind and message.
 *
 * @param kind its name
 * @param message what was said
 * @param retryAfter the header of an HTTP error, or an empty string
 * @param serverCode the server's code of a stream error, or an empty string
 * @param isError whether the log names an error code
 */
record LoggedOutcome(
    String kind, String message, String retryAfter, String serverCode, boolean isError) {

  private static final StreamOutcome OK = new StreamOutcome.Ok();
  private static final Pattern HTTP_STATUS = Pattern.compile("http_([0-9]{3})");
  private static final Pattern AFTER_MILLIS = Pattern.compile(" after ([0-9]{1,15}) ms$");

  StreamOutcome outcome() {
    StreamOutcome known =
        switch (kind) {
          case "ok" -> OK;
          case "stream_error" -> new StreamOutcome.StreamError(serverCode, message);
          case "truncated" -> new StreamOutcome.Truncated(message);
          case "malformed" -> new StreamOutcome.Malformed(message);
          case "empty" -> new StreamOutcome.Empty(message);
          case "content_filter" -> new StreamOutcome.ContentFiltered(message);
          case "cancelled" -> new StreamOutcome.Cancelled(message);
          case "aborted" -> new StreamOutcome.Aborted(message);
          default -> named();
        };
    // What this version would say in other words is kept in those of the log.
    boolean same = known.kind().equals(kind) && known.message().equals(message);
    return same || known.isOk() ? known : unknown();
  }

  private StreamOutcome named() {
    Matcher status = HTTP_STATUS.matcher(kind);
    if (status.matches()) {
      return new StreamOutcome.HttpError(Integer.parseInt(status.group(1)), retryAfter, message);
    }
    return Stream.of(TransportFault.values())
        .map(fault -> (StreamOutcome) new StreamOutcome.TransportFailed(fault, message))
        .filter(failure -> failure.kind().equals(kind))
        .findFirst()
        .or(this::timeout)
        .orElseGet(this::unknown);
  }

  private Optional<StreamOutcome> timeout() {
    Matcher after = AFTER_MILLIS.matcher(message);
    long millis = after.find() ? Long.parseLong(after.group(1)) : 0;
    return Stream.of(TimeoutKind.values())
        .map(limit -> (StreamOutcome) new StreamOutcome.TimedOut(limit, Duration.ofMillis(millis)))
        .filter(timeout -> timeout.kind().equals(kind))
        .findFirst();
  }

  private StreamOutcome unknown() {
    return new StreamOutcome.Unknown(kind, message, isError);
  }
}
