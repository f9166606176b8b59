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
 */
public final class StreamExchange {

  private static final int OK_FROM = 200;
  private static final int OK_BELOW = 300;

  private final LlmApi api;
  private final StreamLimits limits;
  private final UnaryOperator<String> redaction;
  private final BodyDecoder decoder;
  private final AnswerText text;
  private final Frames frames;
  private final TokenTimeline timeline = new TokenTimeline();

  private final long scheduledNanos;
  private final long startedNanos;
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
  private boolean sawFrame;
  private @Nullable Fault fault;
  private @Nullable String malformed;

  /**
   * A request that has just started.
   *
   * @param redaction takes the secrets of the request out of a text: servers do repeat them
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

  /** Whether the request has been written to a connection. */
  public boolean isWritten() {
    return writtenNanos != RequestInstants.NEVER;
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
    if (!isSuccess()) {
      keepError(bytes);
    } else if (malformed == null && !isTerminal()) {
      frames.at(nanos, () -> decoder.decode(bytes, frames));
    }
  }

  /** The body ended as HTTP says it should. */
  public StreamResult bodyEnded(long nanos) {
    endFrames(nanos);
    return result(nanos, answered());
  }

  /** The connection failed. What was complete before that stays complete. */
  public StreamResult failed(long nanos, TransportFault transportFault, String message) {
    if (decoder.isStream()) {
      endFrames(nanos); // A JSON body that was cut is not whole; the last event of a stream may be.
    }
    StreamOutcome outcome =
        isComplete()
            ? answered()
            : transportFault == TransportFault.TRUNCATED
                ? new StreamOutcome.Truncated(message)
                : new StreamOutcome.TransportFailed(transportFault, message);
    return result(nanos, outcome);
  }

  /** The request ends here for a reason that is not the server's: a limit, a user who leaves. */
  public StreamResult stopped(long nanos, StreamOutcome outcome) {
    return result(nanos, isComplete() ? answered() : outcome);
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
    return isSuccess() && (isTerminal() || !finishReason.isEmpty() || malformed != null);
  }

  private void endFrames(long nanos) {
    if (isSuccess() && malformed == null && !isTerminal()) {
      frames.at(nanos, () -> decoder.end(frames));
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
      String message = api.errorMessage(errorBody.toString(StandardCharsets.UTF_8));
      return new StreamOutcome.HttpError(
          status, retryAfter, redaction.apply("HTTP " + status + ": " + message));
    }
    if (fault != null) {
      return new StreamOutcome.StreamError(
          redaction.apply(fault.code()), redaction.apply(fault.message()));
    }
    if (malformed != null) {
      return new StreamOutcome.Malformed(redaction.apply(malformed));
    }
    if (!ended && finishReason.isEmpty()) {
      return unfinished();
    }
    if (finishReason.equals("content_filter")) {
      return new StreamOutcome.ContentFiltered("the content filter ended the answer");
    }
    if (timeline.isEmpty()) {
      return new StreamOutcome.Empty(
          "the answer finished without output, finish reason '" + finishReason + "'");
    }
    return new StreamOutcome.Ok();
  }

  private StreamOutcome unfinished() {
    if (bodyBytes > 0 && !sawFrame) {
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
        new RequestInstants(scheduledNanos, startedNanos, writtenNanos, headersNanos, done),
        timeline,
        decoder.isStream(),
        status,
        usage,
        finishReason,
        redaction.apply(text.toString()),
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

    void at(long nanos, Runnable decode) {
      readNanos = nanos;
      try {
        decode.run();
      } catch (FrameTooLongException | MalformedFrameException e) {
        malformed = String.valueOf(e.getMessage());
        terminalNanos = nanos;
      }
    }

    @Override
    public void onFrame(Frame frame) {
      if (isTerminal()) {
        return;
      }
      sawFrame = true;
      output = false;
      visible = false;
      counted = false;
      reader.onFrame(frame);
      if (output) {
        timeline.append(readNanos, visible, counted ? usage.outputTokens() : TokenTimeline.UNKNOWN);
      }
    }

    @Override
    public void onComment() {
      sawFrame = true;
    }

    @Override
    public void output(OutputKind kind, String piece) {
      output = true;
      visible |= kind.isVisible();
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
      finishReason = reason;
    }

    @Override
    public void fault(Fault newFault) {
      fault = newFault;
      terminalNanos = readNanos;
    }

    @Override
    public void end() {
      ended = true;
      terminalNanos = readNanos;
    }
  }
}
