package io.github.gatlingllm.stream;

import io.github.gatlingllm.api.Batch;
import io.github.gatlingllm.api.LlmApi;
import io.github.gatlingllm.timing.RequestInstants;
import io.github.gatlingllm.timing.TokenTimeline;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * The state of one request from its start to its end, and the one place that decides its outcome;
 * that of an answer by {@link OutcomeRules}.
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

  private final StreamLimits limits;
  private final UnaryOperator<String> redaction;
  private final AnswerReader answer;
  private final OutcomeRules rules;

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
    this.limits = limits;
    this.redaction = redaction;
    this.answer = new AnswerReader(api, limits);
    this.rules = new OutcomeRules(api, redaction, limits.maxErrorBytes());
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
    return answer.hasOutput();
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
    return answer.ending().isTerminal();
  }

  private boolean isSuccess() {
    return status >= OK_FROM && status < OK_BELOW;
  }

  private boolean isComplete() {
    return isSuccess() ? isTerminal() || answer.ending().isFinished() : hasHeaders();
  }

  private void keepError(ByteBuf bytes) {
    int room = limits.maxErrorBytes() - errorBody.size();
    byte[] kept = new byte[Math.min(room, bytes.readableBytes())];
    bytes.getBytes(bytes.readerIndex(), kept);
    errorBody.writeBytes(kept);
  }

  private StreamOutcome answered() {
    return isSuccess()
        ? rules.ofAnswer(answer, asked, bodyBytes)
        : rules.ofErrorStatus(status, retryAfter, errorBody.toString(StandardCharsets.UTF_8));
  }

  private StreamResult result(long nanos, StreamOutcome outcome) {
    answer.release();
    long done = isTerminal() ? answer.ending().terminalNanos() : nanos;
    return new StreamResult(
        outcome,
        new RequestInstants(
            scheduledNanos, startedNanos, connectedNanos, writtenNanos, headersNanos, done),
        answer.timeline(),
        answer.isStream(),
        status,
        answer.usage(),
        answer.ending().finishReason(),
        answer.text().toString(),
        answer.text().isTruncated(),
        sends,
        answer.serverTimings().nanosByName(redaction));
  }
}
