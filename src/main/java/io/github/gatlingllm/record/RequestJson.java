package io.github.gatlingllm.record;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.metrics.RequestMetrics;
import io.github.gatlingllm.prompt.Turn;
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
  private final MillisText text = new MillisText();

  RequestJson(RunClock clock) {
    this.clock = clock;
  }

  void write(RequestRecord request, JsonGenerator json) throws IOException {
    json.writeStartObject();
    writeFlotest(request, json);
    writeOutcome(request, json);
    writeTiming(request, json);
    writeTokens(request, json);
    writeServerTimings(request.metrics(), json);
    json.writeEndObject();
  }

  private void writeFlotest(RequestRecord request, JsonGenerator json) throws IOException {
    RequestMetrics metrics = request.metrics();
    string("requestId", request.requestId(), json);
    millis("startTime", clock.toEpochNanos(metrics.instants().started()), json);
    millis("endTime", clock.toEpochNanos(metrics.instants().done()), json);
    boolean output = !request.isOfInputs();
    if (output) {
      millis("ttftMs", flotestTtftNanos(request), json);
    }
    millis("e2eLatencyMs", metrics.e2eNanos(), json);
    if (output) {
      writeGaps(metrics, json);
    }
    string("inputText", request.prompt().text(), json);
    json.writeNumberField("inputTokens", Math.max(0, request.inputTokens()));
    if (output) {
      json.writeNumberField("outputTokens", metrics.outputTokens());
      json.writeNumberField("outputThroughputTps", plain(metrics.outputTokensPerSecond()));
      string("generatedText", request.answer(), json);
    }
    String code = request.errorCode();
    if (code != null) {
      string("error", request.outcome().message(), json);
      json.writeStringField("errorCode", code);
    }
    json.writeStringField("phase", request.phase().key());
    if (request.level() != LoadGate.NO_LEVEL) {
      json.writeNumberField("level", request.level());
    }
    if (request.prompt().turn().isKnown()) {
      writeTurn(request.prompt().turn(), json);
    }
    json.writeBooleanField("cacheHit", request.prompt().reuse().resent());
  }

  private void writeTurn(Turn turn, JsonGenerator json) throws IOException {
    json.writeNumberField("turn", turn.number());
    if (turn.planned() > 0) {
      json.writeNumberField("sessionTurns", turn.planned());
    }
    if (turn.thinkNanos() > 0) {
      millis("thinkTimeMs", turn.thinkNanos(), json);
    }
    if (turn.answerGiven()) {
      json.writeBooleanField("answerGiven", true);
    }
    if (turn.inputTokens() > 0) {
      json.writeNumberField("sessionInputTokens", turn.inputTokens());
      json.writeNumberField("sessionCachedTokens", turn.cachedTokens());
    }
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

  private void writeGaps(RequestMetrics metrics, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("interTokenLatencies");
    for (int i = 1; metrics.hasTokenTiming() && i < metrics.timeline().size(); i++) {
      writeMillis(metrics.timeline().nanos(i) - metrics.timeline().nanos(i - 1), json);
    }
    json.writeEndArray();
  }

  private static void writeOutcome(RequestRecord request, JsonGenerator json) throws IOException {
    string("name", request.name(), json);
    json.writeStringField("outcome", request.outcome().kind());
    if (request.outcome() instanceof StreamOutcome.HttpError error) {
      unlessEmpty("retryAfter", error.retryAfter(), json);
    }
    if (request.outcome() instanceof StreamOutcome.StreamError error) {
      unlessEmpty("serverErrorCode", error.code(), json);
    }
    if (request.errorCode() == null) {
      unlessEmpty("outcomeMessage", request.outcome().message(), json);
    }
    if (!request.isOfInputs()) {
      string("finishReason", request.finishReason(), json);
    }
    json.writeBooleanField("streamed", request.metrics().isStreamed());
    if (request.sends() != 1) {
      json.writeNumberField("sends", request.sends());
    }
    if (request.checkError() != null) {
      string("checkError", request.checkError(), json);
    }
    if (request.answerTruncated()) {
      json.writeBooleanField("generatedTextTruncated", true);
    }
  }

  private void writeTiming(RequestRecord request, JsonGenerator json) throws IOException {
    RequestMetrics metrics = request.metrics();
    optional("connectMs", metrics.connectNanos(), json);
    optional("tlsMs", metrics.tlsNanos(), json);
    optional("headersMs", metrics.headersNanos(), json);
    optional("ttfntMs", metrics.ttfntNanos(), json);
    optional("ttstMs", metrics.ttstNanos(), json);
    optional("tpotMs", metrics.tpotNanos(), json);
    optional("lastTokenMs", metrics.lastTokenNanos(), json);
    if (metrics.instants().isScheduled()) {
      millis("scheduledTime", clock.toEpochNanos(metrics.instants().scheduled()), json);
    }
  }

  private void writeServerTimings(RequestMetrics metrics, JsonGenerator json) throws IOException {
    if (metrics.serverTimings().isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("serverTimings");
    for (Map.Entry<String, Long> timing : metrics.serverTimings().entrySet()) {
      millis(WellFormedText.of(timing.getKey()), timing.getValue(), json);
    }
    json.writeEndObject();
  }

  private static void writeTokens(RequestRecord request, JsonGenerator json) throws IOException {
    RequestMetrics metrics = request.metrics();
    if (request.prompt().inputs() > 0) {
      json.writeNumberField("inputs", request.prompt().inputs());
    }
    if (!request.isOfInputs()) {
      json.writeStringField("tokenCountSource", metrics.tokenCountSource().key());
      json.writeNumberField("outputEvents", metrics.events());
    }
    count("promptTokenCount", request.prompt().tokenCount(), json);
    count("inputTokenTarget", request.prompt().inputTokenTarget(), json);
    unlessEmpty("tokenizer", request.prompt().tokenizer(), json);
    writeReuse(request.prompt(), json);
    count("servedInputTokens", metrics.usage().inputTokens(), json);
    count("outputTokenTarget", request.prompt().outputTokenTarget(), json);
    count("cachedTokens", metrics.usage().cachedTokens(), json);
    count("reasoningTokens", metrics.usage().reasoningTokens(), json);
    if (!request.isOfInputs()) {
      writeTokensByEvent(metrics, json);
      writeTokensByPhase(request, json);
    }
  }

  private static void writeTokensByPhase(RequestRecord request, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart("tokensByPhase");
    for (Map.Entry<Phase, Long> tokens : request.tokensByPhase().entrySet()) {
      json.writeNumberField(tokens.getKey().key(), tokens.getValue());
    }
    json.writeEndObject();
  }

  private static void writeReuse(PromptSent prompt, JsonGenerator json) throws IOException {
    if (prompt.reuse().sharedTokens() > 0) {
      json.writeNumberField("sharedTokens", prompt.reuse().sharedTokens());
    }
    count("prefixGroup", prompt.reuse().group(), json);
    if (prompt.reuse().unintendedTokens() > 0) {
      json.writeNumberField("unintendedTokens", prompt.reuse().unintendedTokens());
    }
    unlessEmpty("sessionId", prompt.turn().session(), json);
  }

  /** Only where an event brought another number of tokens than one, since most never do. */
  private static void writeTokensByEvent(RequestMetrics metrics, JsonGenerator json)
      throws IOException {
    int events = metrics.hasTokenTiming() ? metrics.timeline().size() : 0;
    boolean oneEach = true;
    for (int i = 0; i < events && oneEach; i++) {
      oneEach = metrics.tokensOfEvent(i) == 1;
    }
    if (oneEach) {
      return;
    }
    json.writeArrayFieldStart("tokensByEvent");
    for (int i = 0; i < events; i++) {
      json.writeNumber(metrics.tokensOfEvent(i));
    }
    json.writeEndArray();
  }

  private static void string(String name, String value, JsonGenerator json) throws IOException {
    json.writeStringField(name, WellFormedText.of(value));
  }

  private static void unlessEmpty(String name, String value, JsonGenerator json)
      throws IOException {
    if (!value.isEmpty()) {
      string(name, value, json);
    }
  }

  private static void count(String name, int value, JsonGenerator json) throws IOException {
    if (value >= 0) {
      json.writeNumberField(name, value);
    }
  }

  private void optional(String name, long nanos, JsonGenerator json) throws IOException {
    if (nanos >= 0) {
      millis(name, nanos, json);
    }
  }

  private void millis(String name, long nanos, JsonGenerator json) throws IOException {
    json.writeFieldName(name);
    writeMillis(nanos, json);
  }

  private void writeMillis(long nanos, JsonGenerator json) throws IOException {
    text.set(nanos);
    json.writeRawValue(text.chars(), text.offset(), text.length());
  }

  /** A finite number, with the shortest digits that give it back; 0 for what is not finite. */
  static BigDecimal plain(double value) {
    return Double.isFinite(value) ? withoutExponent(BigDecimal.valueOf(value)) : BigDecimal.ZERO;
  }

  /** Stripped of zeros 10 would be 1E+1, which not every reader takes for a number. */
  private static BigDecimal withoutExponent(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
