package io.github.gatlingllm.stream;

import io.github.gatlingllm.api.Fault;
import io.github.gatlingllm.api.LlmApi;
import io.github.gatlingllm.api.MalformedFrameException;
import io.github.gatlingllm.api.OutputKind;
import io.github.gatlingllm.api.SignalSink;
import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.framing.BodyDecoder;
import io.github.gatlingllm.framing.Frame;
import io.github.gatlingllm.framing.FrameSink;
import io.github.gatlingllm.framing.FrameTooLongException;
import io.github.gatlingllm.timing.RequestInstants;
import io.github.gatlingllm.timing.TokenTimeline;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

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
  private static final int MAX_FINISH_REASON_CHARS = 256;

  private final LlmApi api;
  private final StreamLimits limits;
  private final UnaryOperator<String> redaction;
  private final BodyDecoder decoder;
  private final AnswerText text;
  private final Frames frames;
  private final TokenTimeline timeline = new TokenTimeline();

  private final long scheduledNanos;
  private final long startedNanos;
  private long connectedNanos = RequestInstants.NEVER;
  private long writtenNanos = RequestInstants.NEVER;
  private long headersNanos = RequestInstants.NEVER;
  private long terminalNanos = RequestInstants.NEVER;
  private int sends;
  private int status;
  private String retryAfter = "";
  private long bodyBytes;
  private final ByteArrayOutputStream errorBody = new ByteArrayOutputStream();
  private Usage usage = Usage.NONE;
  private String finishReason = "";
  private boolean ended;
  private boolean finished;
  private long lastEventNanos = RequestInstants.NEVER;
  private long lastCommentNanos = RequestInstants.NEVER;
  private long lastReadNanos = RequestInstants.NEVER;
  private @Nullable Fault fault;
  private @Nullable String malformed;

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
    this.decoder = new BodyDecoder(limits.maxFrameBytes());
    this.text = new AnswerText(limits.maxTextChars());
    this.frames = new Frames();
    this.scheduledNanos = scheduledNanos;
    this.startedNanos = startedNanos;
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
    return !timeline.isEmpty();
  }

  /** The instant of the last event, with output or without; NEVER if none came in yet. */
  public long lastEventNanos() {
    return lastEventNanos;
  }

  /** The instant of the last comment, which servers send as pings; NEVER if none came in yet. */
  public long lastCommentNanos() {
    return lastCommentNanos;
  }

  /** The instant of the last event that carries output; NEVER if none came in yet. */
  public long lastOutputNanos() {
    return timeline.isEmpty() ? RequestInstants.NEVER : timeline.lastNanos();
  }

  /** Output tokens so far: the server's running count, else the events that carry output. */
  public long outputTokensSoFar() {
    return Math.max(usage.outputTokens(), timeline.size() + timeline.overflow());
  }

  /** Whether status line and headers are in. */
  public boolean hasHeaders() {
    return headersNanos != RequestInstants.NEVER;
  }

  /** Status line and headers are in. */
  public void headers(long nanos, int newStatus, String newRetryAfter) {
    headersNanos = nanos;
    status = newStatus;
    retryAfter = newRetryAfter;
  }

  /**
   * A read delivered bytes of the body.
   *
   * @param nanos when the read was taken from the socket, before it was decoded
   */
  public void body(long nanos, ByteBuf bytes) {
    bodyBytes += bytes.readableBytes();
    lastReadNanos = nanos;
    if (!isSuccess()) {
      keepError(bytes);
    } else if (!isTerminal()) {
      frames.at(nanos, () -> decoder.decode(bytes, frames));
    }
  }

  /** The body ended as HTTP says it should. */
  public StreamResult bodyEnded(long nanos) {
    endFrames();
    return result(nanos, answered());
  }

  /** The connection failed. What was complete before that stays complete. */
  public StreamResult failed(long nanos, TransportFault transportFault, String message) {
    endFrames(); // The last event may be whole without its end mark.
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
    return result(isSuccess() ? lastEventNanos : nanos, answered());
  }

  /**
   * Whether nothing more is awaited but the end of the body: the terminal event or an error is in.
   */
  public boolean isTerminal() {
    return terminalNanos != RequestInstants.NEVER;
  }

  private boolean isSuccess() {
    return status >= OK_FROM && status < OK_BELOW;
  }

  private boolean isComplete() {
    return isSuccess() ? isTerminal() || finished : hasHeaders();
  }

  /** What is whole without its end mark came in with the last read, not with the end. */
  private void endFrames() {
    if (isSuccess() && lastReadNanos != RequestInstants.NEVER && !isTerminal()) {
      frames.at(lastReadNanos, () -> decoder.end(frames));
    }
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
    if (fault != null) {
      return new StreamOutcome.StreamError(told(fault.code()), told(fault.message()));
    }
    if (malformed != null) {
      return new StreamOutcome.Malformed(told(malformed));
    }
    if (!ended && !finished) {
      return unfinished();
    }
    if (finishReason.equals("content_filter")) {
      return new StreamOutcome.ContentFiltered("the content filter ended the answer");
    }
    if (timeline.isEmpty()) {
      return new StreamOutcome.Empty(
          redaction.apply(
              "the answer finished without output, finish reason '" + finishReason + "'"));
    }
    return new StreamOutcome.Ok();
  }

  private StreamOutcome httpError() {
    String body = errorBody.toString(StandardCharsets.UTF_8);
    String message = body;
    try {
      message = api.errorMessage(body);
    } catch (RuntimeException e) {
      // An API's own code, on an answer it does not know: the body speaks for itself.
    }
    return new StreamOutcome.HttpError(
        status, retryAfter, told("HTTP " + status + (message.isBlank() ? "" : ": " + message)));
  }

  /** A text of the server's, fit for a report: without secrets, and bounded. */
  private String told(String text) {
    return shortened(redaction.apply(text), limits.maxErrorBytes());
  }

  private static String shortened(String text, int maxChars) {
    return text.length() <= maxChars ? text : text.substring(0, maxChars) + "…";
  }

  private StreamOutcome unfinished() {
    if (!decoder.isRecognized()) {
      return new StreamOutcome.Malformed(
          "the body is neither an event stream nor JSON (" + bodyBytes + " bytes)");
    }
    return new StreamOutcome.Truncated(
        "the body ended without a terminal event or finish reason, after "
            + timeline.size()
            + " events with output");
  }

  private StreamResult result(long nanos, StreamOutcome outcome) {
    long done = isTerminal() ? terminalNanos : nanos;
    return new StreamResult(
        outcome,
        new RequestInstants(
            scheduledNanos, startedNanos, connectedNanos, writtenNanos, headersNanos, done),
        timeline,
        decoder.isStream(),
        status,
        usage,
        finishReason,
        text.toString(),
        text.isTruncated(),
        sends);
  }

  /**
   * Frames of one read become signals, and an event with output becomes one entry in the timeline.
   */
  private final class Frames implements FrameSink, SignalSink {

    private final FrameSink reader = api.newReader(this);
    private long readNanos;
    private boolean output;
    private boolean visible;
    private boolean counted;
    private boolean holding;
    private int heldIndex = -1;

    void at(long nanos, Runnable decode) {
      readNanos = nanos;
      try {
        decode.run();
      } catch (FrameTooLongException | MalformedFrameException e) {
        malformed(String.valueOf(e.getMessage()));
      } catch (RuntimeException e) {
        // Reading is code of the API's, which may be a user's own; a request must end all the same.
        malformed("the answer could not be read: " + e);
      }
    }

    private void malformed(String message) {
      if (!isTerminal()) {
        malformed = message;
        terminalNanos = readNanos;
      }
    }

    @Override
    public void onFrame(Frame frame) {
      if (isTerminal()) {
        return;
      }
      lastEventNanos = readNanos;
      output = false;
      visible = false;
      counted = false;
      try {
        reader.onFrame(frame);
      } finally {
        // Also what came in an event that then turns out to be malformed.
        if (output) {
          append();
        }
      }
    }

    private void append() {
      int index = timeline.size();
      timeline.append(readNanos, visible, counted ? usage.outputTokens() : TokenTimeline.UNKNOWN);
      if (holding && heldIndex < 0) {
        heldIndex = index;
      }
    }

    @Override
    public void onComment() {
      lastCommentNanos = readNanos;
    }

    @Override
    public void output(OutputKind kind, String piece) {
      settle(kind, piece);
      output = true;
      visible |= kind.isVisible();
    }

    @Override
    public void held() {
      output = true;
      holding = true;
    }

    @Override
    public void settle(OutputKind kind, String piece) {
      if (kind.isVisible() && heldIndex >= 0) {
        timeline.markVisible(heldIndex);
      }
      heldIndex = -1;
      holding = false;
      if (kind == OutputKind.CONTENT) {
        text.append(piece);
      }
    }

    @Override
    public void usage(Usage newUsage) {
      usage = newUsage;
      counted = true;
    }

    @Override
    public void finish(String reason) {
      finished = true;
      finishReason = shortened(reason, MAX_FINISH_REASON_CHARS);
    }

    @Override
    public void resume() {
      finished = false;
    }

    @Override
    public void fault(Fault newFault) {
      if (!isTerminal()) {
        fault = newFault;
        terminalNanos = readNanos;
      }
    }

    @Override
    public void end() {
      if (!isTerminal()) {
        ended = true;
        terminalNanos = readNanos;
      }
    }
  }
}
