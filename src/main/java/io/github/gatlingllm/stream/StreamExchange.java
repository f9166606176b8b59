package io.github.gatlingllm.stream;

import io.github.gatlingllm.api.Batch;
import io.github.gatlingllm.api.Fault;
import io.github.gatlingllm.api.LlmApi;
import io.github.gatlingllm.timing.RequestInstants;
import io.github.gatlingllm.timing.TokenTimeline;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The state of one request from its start to its end, and the one place that decides its outcome.
 *
 * <p>The transport reports what happens, each time with the instant at which it was taken; time is
 * never read here, so a test can replay any history. Confined to the request's event loop.
 *
 * <p>An answer is over for its user at its terminal event, or at an error event. Its connection is
 * not: {@link #isTerminal()} tells the transport that nothing more is awaited than the end of the
 * body, after which the connection can serve again.
 *
 * <p>An answer is complete with its terminal event, or with its finish reason: servers that send no
 * {@code [DONE]} exist, and what fails after that takes nothing from the answer. An error status is
 * complete with its headers. {@code done} is the terminal event, else the end of the body; where
 * the body of a finished answer never ends, it is the last event.
 */
public final class StreamExchange {

  private static final int OK_FROM = 200;
  private static final int OK_BELOW = 300;
  private static final int MAX_RETRY_AFTER_CHARS = 128;

  /** By which vLLM, SGLang and others say that the engine gave the request up. */
  private static final Set<String> FAILED_REASONS =
      Set.of("error", "abort", "aborted", "cancelled", "canceled");

  /** By which Anthropic and Gemini say that an answer, or its prompt, is not allowed. */
  private static final Set<String> FILTERED_REASONS =
      Set.of(
          "refusal",
          "safety",
          "recitation",
          "blocklist",
          "prohibited_content",
          "spii",
          "image_safety");

  private final LlmApi api;
  private final StreamLimits limits;
  private final UnaryOperator<String> redaction;
  private final AnswerReader answer;

  private Batch asked = Batch.NONE;
  private final long scheduledNanos;
  private final long startedNanos;
  private long connectedNanos = RequestInstants.NEVER;
  private long writtenNanos = RequestInstants.NEVER;
  private long headersNanos = RequestInstants.NEVER;
  private int sends;
  private int status;
  private String retryAfter = "";
  private long bodyBytes;
  private final ByteArrayOutputStream errorBody = new ByteArrayOutputStream();

  /**
   * A request that has just started.
   *
   * @param redaction takes the secrets of the request out of a message: servers do repeat them
   * @param scheduledNanos when it was to start
   * @param startedNanos when it did
   */
  public StreamExchange(
      LlmApi api,
      StreamLimits limits,
      UnaryOperator<String> redaction,
      long scheduledNanos,
      long startedNanos) {
    this.api = api;
    this.limits = limits;
    this.redaction = redaction;
    this.answer = new AnswerReader(api, limits);
    this.scheduledNanos = scheduledNanos;
    this.startedNanos = startedNanos;
  }

  /** How many inputs the request has, and results its answer; none unless told. */
  public void asks(Batch batch) {
    asked = batch;
  }

  /**
   * The request's bytes are about to leave; called again if the transport has to send them again.
   */
  public void written(long nanos) {
    writtenNanos = nanos;
    sends++;
  }

  /** The connection was opened for this request, and its TLS handshake began at an instant. */
  public void connected(long nanos) {
    connectedNanos = nanos;
  }

  /** Whether the request has been written to a connection. */
  public boolean isWritten() {
    return writtenNanos != RequestInstants.NEVER;
  }

  /** Whether an event that carries output has come in. */
  public boolean hasOutput() {
    return !answer.timeline().isEmpty();
  }

  /** The instant of the last event, with output or without; NEVER if none came in yet. */
  public long lastEventNanos() {
    return answer.lastEventNanos();
  }

  /** The instant of the last comment, which servers send as pings; NEVER if none came in yet. */
  public long lastCommentNanos() {
    return answer.lastCommentNanos();
  }

  /** The instant of the last event that carries output; NEVER if none came in yet. */
  public long lastOutputNanos() {
    TokenTimeline timeline = answer.timeline();
    return timeline.isEmpty() ? RequestInstants.NEVER : timeline.lastNanos();
  }

  /** Output tokens so far: the server's running count, else the events that carry output. */
  public long outputTokensSoFar() {
    TokenTimeline timeline = answer.timeline();
    return Math.max(answer.usage().outputTokens(), timeline.size() + timeline.overflow());
  }

  /** Whether status line and headers are in. */
  public boolean hasHeaders() {
    return headersNanos != RequestInstants.NEVER;
  }

  /** Status line and headers are in. */
  public void headers(long nanos, int newStatus, String newRetryAfter) {
    headersNanos = nanos;
    status = newStatus;
    retryAfter = Shortened.of(redaction.apply(newRetryAfter), MAX_RETRY_AFTER_CHARS);
  }

  /** One of the headers: some say how long the server took, some how many tokens went in. */
  public void header(String name, String value) {
    answer.header(name, value);
  }

  /**
   * A read delivered bytes of the body.
   *
   * @param nanos when the read was taken from the socket, before it was decoded
   */
  public void body(long nanos, ByteBuf bytes) {
    bodyBytes += bytes.readableBytes();
    if (isSuccess()) {
      answer.read(nanos, bytes);
    } else {
      keepError(bytes);
    }
  }

  /** The body ended as HTTP says it should. */
  public StreamResult bodyEnded(long nanos) {
    if (isSuccess()) {
      answer.bodyEnded(headersNanos);
    }
    return result(nanos, answered());
  }

  /** The connection failed. What was complete before that stays complete. */
  public StreamResult failed(long nanos, TransportFault transportFault, String message) {
    answer.bodyStopped(); // The last event may be whole without its end mark.
    return interrupted(
        nanos,
        transportFault == TransportFault.TRUNCATED
            ? new StreamOutcome.Truncated(message)
            : new StreamOutcome.TransportFailed(transportFault, message));
  }

  /** The request ends here for a reason that is not the server's: a limit, a user who leaves. */
  public StreamResult stopped(long nanos, StreamOutcome outcome) {
    return interrupted(nanos, outcome);
  }

  private StreamResult interrupted(long nanos, StreamOutcome outcome) {
    if (!isComplete()) {
      return result(nanos, outcome);
    }
    return result(isSuccess() ? answer.lastEventNanos() : nanos, answered());
  }

  /**
   * Whether nothing more is awaited but the end of the body: the terminal event or an error is in.
   */
  public boolean isTerminal() {
    return answer.isTerminal();
  }

  private boolean isSuccess() {
    return status >= OK_FROM && status < OK_BELOW;
  }

  private boolean isComplete() {
    return isSuccess() ? isTerminal() || answer.isFinished() : hasHeaders();
  }

  private void keepError(ByteBuf bytes) {
    int room = limits.maxErrorBytes() - errorBody.size();
    byte[] kept = new byte[Math.min(room, bytes.readableBytes())];
    bytes.getBytes(bytes.readerIndex(), kept);
    errorBody.writeBytes(kept);
  }

  private StreamOutcome answered() {
    if (!isSuccess()) {
      return httpError();
    }
    Fault fault = answer.fault();
    if (fault != null) {
      return new StreamOutcome.StreamError(told(fault.code()), told(fault.message()));
    }
    if (answer.malformed() != null) {
      return new StreamOutcome.Malformed(told(answer.malformed()));
    }
    if (!answer.isFinished() && !endedWithBody()) {
      return unfinished();
    }
    String reason = answer.finishReason().toLowerCase(Locale.ROOT);
    if (reason.equals("content_filter")) {
      return new StreamOutcome.ContentFiltered("the content filter ended the answer");
    }
    if (FILTERED_REASONS.contains(reason)) {
      return new StreamOutcome.ContentFiltered(
          "the content filter ended the answer, finish reason '" + answer.finishReason() + "'");
    }
    if (FAILED_REASONS.contains(reason)) {
      return new StreamOutcome.StreamError(
          answer.finishReason(),
          "the server ended the answer with finish reason '" + answer.finishReason() + "'");
    }
    if (asked.inputs() > 0) {
      return ofInputs();
    }
    if (!hasOutput()) {
      return new StreamOutcome.Empty(
          redaction.apply(
              "the answer finished without output, finish reason '" + answer.finishReason() + "'"));
    }
    return new StreamOutcome.Ok();
  }

  private boolean endedWithBody() {
    try {
      return hasOutput() && !answer.isBrokenOff() && api.endsWithBody(answer.isStream());
    } catch (RuntimeException e) {
      return false; // An API's own code, which must not keep its user waiting for ever.
    }
  }

  private StreamOutcome ofInputs() {
    if (answer.results() != asked.results()) {
      return new StreamOutcome.Malformed(
          "the answer has "
              + Math.max(0, answer.results())
              + " results instead of "
              + asked.results()
              + ", for "
              + asked.inputs()
              + " inputs");
    }
    return answer.highestIndex() < asked.inputs()
        ? new StreamOutcome.Ok()
        : new StreamOutcome.Malformed(
            "an index of the answer is "
                + answer.highestIndex()
                + ", counted from 0, and the request has "
                + asked.inputs()
                + " inputs");
  }

  private StreamOutcome httpError() {
    String body = errorBody.toString(StandardCharsets.UTF_8);
    String message = body;
    try {
      message = Objects.requireNonNullElse(api.errorMessage(body), body);
    } catch (RuntimeException e) {
      // An API's own code, on an answer it does not know: the body speaks for itself.
    }
    return new StreamOutcome.HttpError(
        status, retryAfter, told("HTTP " + status + (message.isBlank() ? "" : ": " + message)));
  }

  /** A text of the server's, fit for a report: without secrets, and bounded. */
  private String told(String text) {
    return Shortened.of(redaction.apply(text), limits.maxErrorBytes());
  }

  private StreamOutcome unfinished() {
    if (!answer.isRecognized()) {
      return new StreamOutcome.Malformed(
          "the body is neither an event stream nor JSON (" + bodyBytes + " bytes)");
    }
    return new StreamOutcome.Truncated(
        "the body ended without a terminal event or finish reason, after "
            + answer.timeline().size()
            + " events with output");
  }

  private StreamResult result(long nanos, StreamOutcome outcome) {
    answer.release();
    long done = isTerminal() ? answer.terminalNanos() : nanos;
    return new StreamResult(
        outcome,
        new RequestInstants(
            scheduledNanos, startedNanos, connectedNanos, writtenNanos, headersNanos, done),
        answer.timeline(),
        answer.isStream(),
        status,
        answer.usage(),
        answer.finishReason(),
        answer.text().toString(),
        answer.text().isTruncated(),
        sends,
        answer.serverTimings().nanosByName(redaction));
  }
}
