package io.github.gatlingllm.record;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.metrics.RequestMetrics;
import io.github.gatlingllm.metrics.TokenCountSource;
import io.github.gatlingllm.stream.StreamOutcome;
import io.github.gatlingllm.timing.RunClock;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;

/**
 * A request as a line of the run log: flotest's fields under flotest's names, then ours. Times in
 * milliseconds with up to six decimals, so that nothing that was measured is rounded away.
 */
final class RequestJson {

  private final RunClock clock;

  RequestJson(RunClock clock) {
    this.clock = clock;
  }

  void write(RequestRecord request, JsonGenerator json) throws IOException {
    json.writeStartObject();
    writeFlotest(request, json);
    writeOutcome(request, json);
    writeTiming(request, json);
    writeTokens(request, json);
    json.writeEndObject();
  }

  private void writeFlotest(RequestRecord request, JsonGenerator json) throws IOException {
    RequestMetrics metrics = request.metrics();
    json.writeStringField("requestId", request.requestId());
    millis("startTime", clock.toEpochNanos(metrics.instants().started()), json);
    millis("endTime", clock.toEpochNanos(metrics.instants().done()), json);
    millis("ttftMs", flotestTtftNanos(request), json);
    if (metrics.ttfntNanos() >= 0) {
      millis("ttfntMs", metrics.ttfntNanos(), json);
    }
    millis("e2eLatencyMs", metrics.e2eNanos(), json);
    writeGaps(metrics, json);
    json.writeStringField("inputText", request.prompt().text());
    json.writeNumberField("inputTokens", Math.max(0, request.inputTokens()));
    json.writeNumberField("outputTokens", metrics.outputTokens());
    json.writeNumberField("outputThroughputTps", metrics.outputTokensPerSecond());
    json.writeStringField("generatedText", request.answer());
    String code = request.errorCode();
    if (code != null) {
      json.writeStringField("error", request.outcome().message());
      json.writeStringField("errorCode", code);
    }
    json.writeStringField("phase", request.phase().key());
    json.writeBooleanField("cacheHit", false);
  }

  /**
   * flotest: -1 for an empty answer, 0 where an error came first, the body's end if not streamed.
   */
  static long flotestTtftNanos(RequestRecord request) {
    RequestMetrics metrics = request.metrics();
    if (metrics.hasTokenTiming()) {
      return metrics.ttftNanos();
    }
    if (request.outcome() instanceof StreamOutcome.Empty) {
      return -1_000_000;
    }
    return request.outcome().isOk() ? metrics.e2eNanos() : 0;
  }

  private static void writeGaps(RequestMetrics metrics, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("interTokenLatencies");
    for (int i = 1; metrics.hasTokenTiming() && i < metrics.timeline().size(); i++) {
      json.writeNumber(millis(metrics.timeline().nanos(i) - metrics.timeline().nanos(i - 1)));
    }
    json.writeEndArray();
  }

  private static void writeOutcome(RequestRecord request, JsonGenerator json) throws IOException {
    json.writeStringField("name", request.name());
    json.writeStringField("outcome", request.outcome().kind());
    if (request.outcome() instanceof StreamOutcome.HttpError error
        && !error.retryAfter().isEmpty()) {
      json.writeStringField("retryAfter", error.retryAfter());
    }
    json.writeStringField("finishReason", request.finishReason());
    json.writeBooleanField("streamed", request.metrics().hasTokenTiming());
    if (request.sends() != 1) {
      json.writeNumberField("sends", request.sends());
    }
    if (request.checkError() != null) {
      json.writeStringField("checkError", request.checkError());
    }
    if (request.answerTruncated()) {
      json.writeBooleanField("generatedTextTruncated", true);
    }
  }

  private void writeTiming(RequestRecord request, JsonGenerator json) throws IOException {
    RequestMetrics metrics = request.metrics();
    optional("connectMs", metrics.connectNanos(), json);
    optional("headersMs", metrics.headersNanos(), json);
    optional("ttstMs", metrics.ttstNanos(), json);
    optional("tpotMs", metrics.tpotNanos(), json);
    optional("lastTokenMs", metrics.lastTokenNanos(), json);
    if (metrics.instants().scheduled() != metrics.instants().started()) {
      millis("scheduledTime", clock.toEpochNanos(metrics.instants().scheduled()), json);
    }
  }

  private static void writeTokens(RequestRecord request, JsonGenerator json) throws IOException {
    RequestMetrics metrics = request.metrics();
    json.writeStringField("tokenCountSource", metrics.tokenCountSource().key());
    if (request.prompt().tokenCount() >= 0) {
      json.writeNumberField("promptTokenCount", request.prompt().tokenCount());
    }
    if (request.prompt().outputTokenTarget() >= 0) {
      json.writeNumberField("outputTokenTarget", request.prompt().outputTokenTarget());
    }
    count("cachedTokens", metrics.usage().cachedTokens(), json);
    count("reasoningTokens", metrics.usage().reasoningTokens(), json);
    writeTokensByEvent(metrics, json);
    json.writeObjectFieldStart("tokensByPhase");
    for (Map.Entry<Phase, Long> tokens : request.tokensByPhase().entrySet()) {
      json.writeNumberField(tokens.getKey().key(), tokens.getValue());
    }
    json.writeEndObject();
  }

  /** Only where an event brought another number of tokens than one, since most never do. */
  private static void writeTokensByEvent(RequestMetrics metrics, JsonGenerator json)
      throws IOException {
    int events = metrics.hasTokenTiming() ? metrics.timeline().size() : 0;
    boolean oneEach = metrics.tokenCountSource() != TokenCountSource.USAGE;
    if (oneEach || events == metrics.outputTokens()) {
      return;
    }
    json.writeArrayFieldStart("tokensByEvent");
    for (int i = 0; i < events; i++) {
      json.writeNumber(metrics.tokensOfEvent(i));
    }
    json.writeEndArray();
  }

  private static void count(String name, int value, JsonGenerator json) throws IOException {
    if (value >= 0) {
      json.writeNumberField(name, value);
    }
  }

  private static void optional(String name, long nanos, JsonGenerator json) throws IOException {
    if (nanos >= 0) {
      millis(name, nanos, json);
    }
  }

  private static void millis(String name, long nanos, JsonGenerator json) throws IOException {
    json.writeNumberField(name, millis(nanos));
  }

  /** Nanoseconds as milliseconds, exactly. */
  static BigDecimal millis(long nanos) {
    return BigDecimal.valueOf(nanos, 6).stripTrailingZeros();
  }
}
