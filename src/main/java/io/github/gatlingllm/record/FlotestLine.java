package io.github.gatlingllm.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.metrics.RequestMetrics;
import io.github.gatlingllm.prompt.PromptReuse;
import io.github.gatlingllm.prompt.Turn;
import io.github.gatlingllm.stream.StreamOutcome;
import io.github.gatlingllm.stream.StreamResult;
import io.github.gatlingllm.timing.RequestInstants;
import io.github.gatlingllm.timing.TokenTimeline;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of a run log that flotest 0.4 wrote, made a request. Such a log has no outcome and no
 * source of token counts, times count from the start of flotest's process, and a {@code ttftMs} of
 * -1 stands for an answer without output. Each error keeps flotest's code, and one without any is
 * {@value #NO_CODE}, as flotest counts it. Used again for each line.
 */
final class FlotestLine {

  /** What requests of such a log are called, since nobody named them. */
  static final String NAME = "flotest";

  private static final String NO_CODE = "unknown";
  private static final Pattern HTTP_STATUS = Pattern.compile("[1-5][0-9]{2}");
  private static final long ABSENT = Long.MIN_VALUE;

  private final LoggedTimeline events = new LoggedTimeline();
  private String requestId = "";
  private @Nullable Phase phase;
  private @Nullable String error;
  private String errorCode = NO_CODE;
  private long start = ABSENT;
  private long end = ABSENT;
  private long ttft = ABSENT;
  private long ttfnt = ABSENT;
  private int inputTokens = Usage.UNKNOWN;
  private int outputTokens = Usage.UNKNOWN;
  private boolean cacheHit;

  /** Makes a request of the fields of a line. */
  RequestRecord read(JsonParser json) throws IOException, BrokenLineException {
    clear();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      readField(field, json);
    }
    return request();
  }

  private void clear() {
    events.clear();
    requestId = "";
    phase = null;
    error = null;
    errorCode = NO_CODE;
    start = ABSENT;
    end = ABSENT;
    ttft = ABSENT;
    ttfnt = ABSENT;
    inputTokens = Usage.UNKNOWN;
    outputTokens = Usage.UNKNOWN;
    cacheHit = false;
  }

  private void readField(String field, JsonParser json) throws IOException, BrokenLineException {
    switch (field) {
      case "requestId" -> requestId = json.getText();
      case "startTime" -> start = RequestLine.nanos(json);
      case "endTime" -> end = RequestLine.nanos(json);
      case "ttftMs" -> ttft = RequestLine.nanos(json);
      case "ttfntMs" -> ttfnt = RequestLine.nanos(json);
      case "interTokenLatencies" -> events.readGaps(json);
      case "inputTokens" -> inputTokens = json.getIntValue();
      case "outputTokens" -> outputTokens = json.getIntValue();
      case "error" -> error = json.getText();
      case "errorCode" -> errorCode = json.getText();
      case "phase" -> phase = RequestLine.phase(json.getText());
      case "cacheHit" -> cacheHit = json.getBooleanValue();
      default -> json.skipChildren(); // Texts, and what follows from the rest.
    }
  }

  private RequestRecord request() throws BrokenLineException {
    Phase of = phase;
    if (of == null || start == ABSENT || end < start || ttft == ABSENT || outputTokens < 0) {
      throw new BrokenLineException("it lacks what a request of a run log has");
    }
    StreamOutcome outcome = outcome();
    RequestMetrics metrics = RequestMetrics.of(result(outcome));
    return new RequestRecord(
        requestId,
        NAME,
        of,
        LoadGate.NO_LEVEL,
        outcome,
        metrics,
        Map.of(of, (long) metrics.outputTokens()),
        new PromptSent(
            "",
            inputTokens,
            Usage.UNKNOWN,
            Usage.UNKNOWN,
            new PromptReuse(cacheHit, 0, PromptReuse.NO_GROUP, 0),
            Turn.NONE,
            ""),
        "",
        "",
        false,
        1,
        null);
  }

  private StreamOutcome outcome() {
    if (error == null) {
      return ttft < 0 ? new StreamOutcome.Empty("") : new StreamOutcome.Ok();
    }
    return HTTP_STATUS.matcher(errorCode).matches()
        ? new StreamOutcome.HttpError(Integer.parseInt(errorCode), "", error)
        : new StreamOutcome.Unknown(errorCode, error, true);
  }

  private StreamResult result(StreamOutcome outcome) throws BrokenLineException {
    TokenTimeline timeline = outcome.isOk() ? timeline() : new TokenTimeline();
    return new StreamResult(
        outcome,
        new RequestInstants(
            start, start, RequestInstants.NEVER, RequestInstants.NEVER, RequestInstants.NEVER, end),
        timeline,
        isStreamed(),
        outcome instanceof StreamOutcome.HttpError http ? http.status() : 0,
        new Usage(Usage.UNKNOWN, outputTokens, Usage.UNKNOWN, Usage.UNKNOWN),
        "",
        "",
        false,
        1,
        Map.of());
  }

  /** flotest takes the end of an answer in one piece for its first token. */
  private boolean isStreamed() {
    return events.count() > 1 || ttft < end - start;
  }

  private TokenTimeline timeline() throws BrokenLineException {
    if (!isStreamed()) {
      return LoggedTimeline.untimed(1, end);
    }
    long first = start + ttft;
    return events.timed(events.count(), first, ttfnt == ABSENT ? ABSENT : start + ttfnt, first);
  }
}
