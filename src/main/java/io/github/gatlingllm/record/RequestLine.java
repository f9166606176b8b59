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
import io.github.gatlingllm.prompt.Prompt;
import io.github.gatlingllm.prompt.PromptReuse;
import io.github.gatlingllm.stream.StreamOutcome;
import io.github.gatlingllm.stream.StreamResult;
import io.github.gatlingllm.timing.RequestInstants;
import io.github.gatlingllm.timing.TokenTimeline;
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

  private final LoggedTimeline events = new LoggedTimeline();
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
  private long start;
  private long end;
  private long scheduled;
  private long ttft;
  private long ttfnt;
  private long lastToken;
  private long connect;
  private long tls;
  private long headers;
  private long outputEvents;
  private int outputTokens;
  private int servedInputTokens;
  private int promptTokens;
  private int outputTokenTarget;
  private int cachedTokens;
  private int reasoningTokens;
  private int inputs;
  private int sends;
  private int level;
  private int inputTokenTarget;
  private int sharedTokens;
  private int prefixGroup;
  private int unintendedTokens;
  private final LoggedTurn turn = new LoggedTurn();
  private boolean resent;
  private String session = "";
  private String tokenizer = "";

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
    events.clear();
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
    start = ABSENT;
    end = ABSENT;
    scheduled = ABSENT;
    ttft = ABSENT;
    ttfnt = ABSENT;
    lastToken = ABSENT;
    connect = ABSENT;
    tls = ABSENT;
    headers = ABSENT;
    outputEvents = ABSENT;
    outputTokens = Usage.UNKNOWN;
    servedInputTokens = Usage.UNKNOWN;
    promptTokens = Usage.UNKNOWN;
    outputTokenTarget = Usage.UNKNOWN;
    cachedTokens = Usage.UNKNOWN;
    reasoningTokens = Usage.UNKNOWN;
    inputs = 0;
    sends = 1;
    level = LoadGate.NO_LEVEL;
    inputTokenTarget = Prompt.UNKNOWN;
    sharedTokens = 0;
    prefixGroup = PromptReuse.NO_GROUP;
    unintendedTokens = 0;
    turn.clear();
    resent = false;
    session = "";
    tokenizer = "";
  }

  private void readField(String field, JsonParser json) throws IOException, BrokenLineException {
    switch (field) {
      case "startTime" -> start = nanos(json);
      case "endTime" -> end = nanos(json);
      case "scheduledTime" -> scheduled = nanos(json);
      case "ttftMs" -> ttft = nanos(json);
      case "ttfntMs" -> ttfnt = nanos(json);
      case "lastTokenMs" -> lastToken = nanos(json);
      case "connectMs" -> connect = nanos(json);
      case "tlsMs" -> tls = nanos(json);
      case "headersMs" -> headers = nanos(json);
      case "interTokenLatencies" -> events.readGaps(json);
      case "tokensByEvent" -> events.readTokens(json);
      case "outputEvents" -> outputEvents = json.getLongValue();
      case "outputTokens" -> outputTokens = json.getIntValue();
      case "servedInputTokens" -> servedInputTokens = json.getIntValue();
      case "promptTokenCount" -> promptTokens = json.getIntValue();
      case "outputTokenTarget" -> outputTokenTarget = json.getIntValue();
      case "cachedTokens" -> cachedTokens = json.getIntValue();
      case "reasoningTokens" -> reasoningTokens = json.getIntValue();
      case "inputTokenTarget" -> inputTokenTarget = json.getIntValue();
      case "sharedTokens" -> sharedTokens = json.getIntValue();
      case "prefixGroup" -> prefixGroup = json.getIntValue();
      case "unintendedTokens" -> unintendedTokens = json.getIntValue();
      case "cacheHit" -> resent = json.getBooleanValue();
      case "level" -> level = json.getIntValue();
      case "inputs" -> inputs = json.getIntValue();
      case "sends" -> sends = json.getIntValue();
      case "streamed" -> streamed = json.getBooleanValue();
      case "generatedTextTruncated" -> truncated = json.getBooleanValue();
      case "tokensByPhase" -> readTokensByPhase(json);
      case "turn",
          "sessionTurns",
          "thinkTimeMs",
          "answerGiven",
          "sessionInputTokens",
          "sessionCachedTokens" ->
          turn.read(field, json);
      case "serverTimings" -> serverTimings = LoggedTimings.read(json);
      default -> readText(field, json);
    }
  }

  private void readText(String field, JsonParser json) throws IOException, BrokenLineException {
    switch (field) {
      case "requestId" -> requestId = text(json);
      case "name" -> name = text(json);
      case "sessionId" -> session = text(json);
      case "tokenizer" -> tokenizer = text(json);
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

  private static String text(JsonParser json) throws IOException, BrokenLineException {
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
    if (inputs > 0 && outputEvents == ABSENT) { // Of which nothing is told that is not there.
      outputEvents = 0;
      outputTokens = 0;
      tokenCountSource = TokenCountSource.NONE.key();
    }
    if (of == null || outcome.isEmpty() || start == ABSENT || end == ABSENT || outputEvents < 0) {
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
        promptSent(),
        finishReason,
        answer,
        truncated,
        sends,
        checkError);
  }

  private PromptSent promptSent() throws BrokenLineException {
    return new PromptSent(
        "",
        promptTokens,
        inputTokenTarget,
        outputTokenTarget,
        new PromptReuse(resent, sharedTokens, prefixGroup, unintendedTokens),
        turn.of(session),
        tokenizer,
        Math.max(0, inputs));
  }

  private StreamResult result(StreamOutcome ended) throws BrokenLineException {
    boolean counted = tokenCountSource.equals(TokenCountSource.USAGE.key());
    return new StreamResult(
        ended,
        instants(),
        timeline(),
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

  private RequestInstants instants() {
    long written = connect == ABSENT ? RequestInstants.NEVER : start + connect;
    return new RequestInstants(
        scheduled == ABSENT ? start : scheduled,
        start,
        tls == ABSENT || connect == ABSENT ? RequestInstants.NEVER : written - tls,
        written,
        headers == ABSENT ? RequestInstants.NEVER : start + headers,
        end);
  }

  private TokenTimeline timeline() throws BrokenLineException {
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
