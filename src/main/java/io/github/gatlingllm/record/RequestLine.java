package io.github.gatlingllm.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.load.LoadGate;
import io.github.gatlingllm.load.Phase;
import io.github.gatlingllm.load.Sweep;
import io.github.gatlingllm.metrics.RequestMetrics;
import io.github.gatlingllm.metrics.TokenCountSource;
import io.github.gatlingllm.stream.StreamOutcome;
import io.github.gatlingllm.stream.StreamResult;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of the run log, made a request again: the counterpart of {@link RequestJson}. What was
 * measured is exactly what was written, on a clock that counts nanoseconds since the epoch. Used
 * again for each line; not for use by several threads.
 */
final class RequestLine {

  private static final JsonFactory JSON = new JsonFactory();
  private static final long ABSENT = Long.MIN_VALUE;

  private final boolean keepsAnswers;

  private final LoggedTimes times = new LoggedTimes();
  private final LoggedPrompt prompt = new LoggedPrompt();
  private final FlotestLine flotest = new FlotestLine();
  private final Map<Phase, Long> tokensByPhase = new EnumMap<>(Phase.class);
  private Map<String, Long> serverTimings = Map.of();
  private String requestId = "";
  private String name = "";
  private @Nullable Phase phase;
  private String outcome = "";
  private String message = "";
  private String retryAfter = "";
  private String serverCode = "";
  private String finishReason = "";
  private String tokenCountSource = "";
  private @Nullable String checkError;
  private String answer = "";
  private boolean isError;
  private boolean streamed;
  private boolean truncated;
  private long outputEvents;
  private int outputTokens;
  private int servedInputTokens;
  private int cachedTokens;
  private int reasoningTokens;
  private int sends;
  private int level;

  /** Of a log whose texts are left out. */
  RequestLine() {
    this(false);
  }

  /**
   * Of a log.
   *
   * @param keepsAnswers whether requests have the text of their answers
   */
  RequestLine(boolean keepsAnswers) {
    this.keepsAnswers = keepsAnswers;
  }

  /**
   * Reads a line.
   *
   * @throws BrokenLineException if it is not whole, or no line of a run log
   */
  RequestRecord read(byte[] bytes, int offset, int length) throws BrokenLineException {
    clear();
    try (JsonParser json = JSON.createParser(bytes, offset, length)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new BrokenLineException("it is no JSON object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        readField(field, json);
      }
      if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
        throw new BrokenLineException("it is not one JSON object");
      }
    } catch (IOException e) { // Of bytes in memory: only what they say can be wrong.
      throw new BrokenLineException("it is no JSON: " + firstLine(String.valueOf(e.getMessage())));
    }
    return isFlotests() ? flotests(bytes, offset, length) : request();
  }

  /** flotest knows none of these, and each line of ours has them. */
  private boolean isFlotests() {
    return outcome.isEmpty() && tokenCountSource.isEmpty() && outputEvents == ABSENT;
  }

  private RequestRecord flotests(byte[] bytes, int offset, int length) throws BrokenLineException {
    try (JsonParser json = JSON.createParser(bytes, offset, length)) {
      json.nextToken();
      return flotest.read(json);
    } catch (IOException e) {
      throw new BrokenLineException("it is no JSON: " + firstLine(String.valueOf(e.getMessage())));
    }
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  private void clear() {
    times.clear();
    prompt.clear();
    tokensByPhase.clear();
    serverTimings = Map.of();
    requestId = "";
    name = "";
    phase = null;
    outcome = "";
    message = "";
    retryAfter = "";
    serverCode = "";
    finishReason = "";
    tokenCountSource = "";
    checkError = null;
    answer = "";
    isError = false;
    streamed = false;
    truncated = false;
    outputEvents = ABSENT;
    outputTokens = Usage.UNKNOWN;
    servedInputTokens = Usage.UNKNOWN;
    cachedTokens = Usage.UNKNOWN;
    reasoningTokens = Usage.UNKNOWN;
    sends = 1;
    level = LoadGate.NO_LEVEL;
  }

  private void readField(String field, JsonParser json) throws IOException, BrokenLineException {
    if (times.read(field, json) || prompt.read(field, json)) {
      return;
    }
    switch (field) {
      case "outputEvents" -> outputEvents = json.getLongValue();
      case "outputTokens" -> outputTokens = json.getIntValue();
      case "servedInputTokens" -> servedInputTokens = json.getIntValue();
      case "cachedTokens" -> cachedTokens = json.getIntValue();
      case "reasoningTokens" -> reasoningTokens = json.getIntValue();
      case "level" -> level = json.getIntValue();
      case "sends" -> sends = json.getIntValue();
      case "streamed" -> streamed = json.getBooleanValue();
      case "generatedTextTruncated" -> truncated = json.getBooleanValue();
      case "tokensByPhase" -> readTokensByPhase(json);
      case "serverTimings" -> serverTimings = LoggedTimings.read(json);
      default -> readText(field, json);
    }
  }

  private void readText(String field, JsonParser json) throws IOException, BrokenLineException {
    switch (field) {
      case "requestId" -> requestId = text(json);
      case "name" -> name = text(json);
      case "phase" -> phase = phase(text(json));
      case "outcome" -> outcome = text(json);
      case "error", "outcomeMessage" -> message = text(json);
      case "errorCode" -> isError = true;
      case "retryAfter" -> retryAfter = text(json);
      case "serverErrorCode" -> serverCode = text(json);
      case "finishReason" -> finishReason = text(json);
      case "checkError" -> checkError = text(json);
      case "tokenCountSource" -> tokenCountSource = text(json);
      case "generatedText" -> answer = keepsAnswers ? text(json) : "";
      default -> json.skipChildren(); // Texts, what follows from the rest, and what is not known.
    }
  }

  static String text(JsonParser json) throws IOException, BrokenLineException {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw new BrokenLineException(json.currentName() + " is no text");
    }
    return json.getText();
  }

  static long nanos(JsonParser json) throws IOException, BrokenLineException {
    JsonToken token = json.currentToken();
    if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
      throw new BrokenLineException("a time is no number");
    }
    return MillisNumber.nanos(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
  }

  static Phase phase(String key) throws BrokenLineException {
    for (Phase phase : Phase.values()) {
      if (phase.key().equals(key)) {
        return phase;
      }
    }
    throw new BrokenLineException("its phase is not known");
  }

  private void readTokensByPhase(JsonParser json) throws IOException, BrokenLineException {
    if (!json.isExpectedStartObjectToken()) {
      throw new BrokenLineException("tokensByPhase is no object");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      Phase of = phase(json.currentName());
      json.nextToken();
      tokensByPhase.put(of, json.getLongValue());
    }
  }

  private RequestRecord request() throws BrokenLineException {
    Phase of = phase;
    if (prompt.isOfInputs()
        && outputEvents == ABSENT) { // Of which nothing is told that is not there.
      outputEvents = 0;
      outputTokens = 0;
      tokenCountSource = TokenCountSource.NONE.key();
    }
    if (of == null || outcome.isEmpty() || !times.areWhole() || outputEvents < 0) {
      throw new BrokenLineException("it lacks what a request of a run log has");
    }
    if (level < LoadGate.NO_LEVEL || level >= Sweep.MAX_LEVELS) {
      throw new BrokenLineException("its level is not known");
    }
    StreamOutcome ended =
        new LoggedOutcome(outcome, message, retryAfter, serverCode, isError).outcome();
    RequestMetrics metrics = RequestMetrics.of(result(ended));
    if (metrics.outputTokens() != outputTokens
        || !metrics.tokenCountSource().key().equals(tokenCountSource)) {
      throw new BrokenLineException("its output tokens contradict each other");
    }
    return new RequestRecord(
        requestId,
        name,
        of,
        level,
        ended,
        metrics,
        new EnumMap<>(tokensByPhase),
        prompt.sent(),
        finishReason,
        answer,
        truncated,
        sends,
        checkError);
  }

  private StreamResult result(StreamOutcome ended) throws BrokenLineException {
    boolean counted = tokenCountSource.equals(TokenCountSource.USAGE.key());
    return new StreamResult(
        ended,
        times.instants(),
        times.timeline(outputEvents, streamed),
        streamed,
        ended instanceof StreamOutcome.HttpError error ? error.status() : 0,
        new Usage(
            servedInputTokens,
            counted ? outputTokens : Usage.UNKNOWN,
            reasoningTokens,
            cachedTokens),
        finishReason,
        "",
        truncated,
        sends,
        serverTimings);
  }
}
