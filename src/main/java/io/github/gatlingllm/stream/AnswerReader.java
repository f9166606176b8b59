package io.github.gatlingllm.stream;

import io.github.gatlingllm.api.Fault;
import io.github.gatlingllm.api.LlmApi;
import io.github.gatlingllm.api.MalformedFrameException;
import io.github.gatlingllm.api.OutputKind;
import io.github.gatlingllm.api.SignalSink;
import io.github.gatlingllm.api.TimingHeaders;
import io.github.gatlingllm.api.Usage;
import io.github.gatlingllm.framing.AnswerDecoder;
import io.github.gatlingllm.framing.CorruptFrameException;
import io.github.gatlingllm.framing.Frame;
import io.github.gatlingllm.framing.FrameSink;
import io.github.gatlingllm.framing.FrameTooLongException;
import io.github.gatlingllm.timing.RequestInstants;
import io.github.gatlingllm.timing.TokenTimeline;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * What the body of a successful answer says: its frames become signals, and an event with output
 * becomes one entry in the timeline. Nothing is taken in beyond the terminal event or an error.
 */
final class AnswerReader implements FrameSink, SignalSink {

  private static final int NO_RESULTS = -1;

  private final LlmApi api;
  private final AnswerDecoder decoder;
  private final AnswerText text;
  private final FrameSink reader;
  private final OutputEvents events = new OutputEvents();
  private final AnswerEnd ending = new AnswerEnd();
  private final ServerTimings serverTimings = new ServerTimings();
  private Usage usage = Usage.NONE;
  private int results = NO_RESULTS;
  private int highestIndex = NO_RESULTS;
  private boolean released;
  private long lastEventNanos = RequestInstants.NEVER;
  private long lastCommentNanos = RequestInstants.NEVER;
  private long readNanos = RequestInstants.NEVER;

  AnswerReader(LlmApi api, StreamLimits limits) {
    this.api = api;
    this.decoder = api.newDecoder(limits.maxFrameBytes());
    this.text = new AnswerText(limits.maxTextChars());
    this.reader = api.newReader(this);
  }

  /** Takes in a header. */
  void header(String name, String value) {
    TimingHeaders.read(name, value, this);
    try {
      api.readHeader(name, value, this);
    } catch (RuntimeException e) {
      // An API's own code, which may be a user's: what it makes of the body is what counts.
    }
  }

  /** Takes in the bytes of one read. */
  void read(long nanos, ByteBuf bytes) {
    if (!ending.isTerminal()) {
      readNanos = nanos;
      decode(bytes);
    }
  }

  /** The body is over; one that is empty with the headers, whose instant is given. */
  void bodyEnded(long headersNanos) {
    if (readNanos == RequestInstants.NEVER) {
      readNanos = headersNanos;
    }
    bodyStopped();
  }

  /**
   * No more comes of the body, over or not. What is whole without its end mark came in with the
   * last read, not now.
   */
  void bodyStopped() {
    if (readNanos != RequestInstants.NEVER && !ending.isTerminal()) {
      decode(null);
    }
    release();
  }

  /**
   * No more comes, for whatever reason: what the reader held back, since it might have become a
   * tag, is text of what came in before.
   */
  void release() {
    if (released || readNanos == RequestInstants.NEVER) {
      return;
    }
    released = true;
    events.beginEvent();
    try {
      reader.onEnd();
    } catch (RuntimeException e) {
      malformed("the answer could not be read: " + e);
    }
    events.endEvent(readNanos, usage.outputTokens());
  }

  /** Decodes a read, or the end of the body. */
  private void decode(@Nullable ByteBuf bytes) {
    try {
      if (bytes == null) {
        decoder.end(this);
      } else {
        decoder.decode(bytes, this);
      }
    } catch (FrameTooLongException | CorruptFrameException | MalformedFrameException e) {
      malformed(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // Reading is code of the API's, which may be a user's own; a request must end all the same.
      malformed("the answer could not be read: " + e);
    }
  }

  private void malformed(String message) {
    ending.malformed(message, readNanos);
  }

  @Override
  public void onFrame(Frame frame) {
    if (ending.isTerminal()) {
      return;
    }
    lastEventNanos = readNanos;
    events.beginEvent();
    try {
      reader.onFrame(frame);
    } finally { // Also what came in an event that then turns out to be malformed.
      events.endEvent(readNanos, usage.outputTokens());
    }
  }

  @Override
  public void onComment() {
    lastCommentNanos = readNanos;
  }

  @Override
  public void onFault(String code, String body) {
    fault(new Fault(code, api.errorMessage(body)));
  }

  @Override
  public void output(OutputKind kind, String piece) {
    settle(kind, piece);
    events.brought(kind);
  }

  @Override
  public void output(OutputKind kind) {
    events.settled(kind);
    if (kind == OutputKind.CONTENT) {
      text.leaveOut();
    }
    events.brought(kind);
  }

  @Override
  public boolean wantsText(OutputKind kind) {
    return kind == OutputKind.CONTENT && text.hasRoom();
  }

  @Override
  public void held() {
    events.held();
  }

  @Override
  public void settle(OutputKind kind, String piece) {
    events.settled(kind);
    if (kind == OutputKind.CONTENT) {
      text.append(piece);
    }
  }

  @Override
  public void usage(Usage newUsage) {
    usage = newUsage;
    events.counted();
  }

  @Override
  public void results(int count) {
    results = count;
  }

  @Override
  public void highestIndex(int index) {
    highestIndex = index;
  }

  @Override
  public void serverTiming(String name, long nanos) {
    serverTimings.put(name, nanos);
  }

  @Override
  public void finish(String reason) {
    ending.finish(reason);
  }

  @Override
  public void resume() {
    ending.resume();
  }

  @Override
  public void fault(Fault newFault) {
    ending.fault(newFault, readNanos);
  }

  @Override
  public void brokeOff() {
    ending.breakOff();
  }

  @Override
  public void end() {
    ending.end(readNanos);
  }

  /** How it came to its end. */
  AnswerEnd ending() {
    return ending;
  }

  /** Whether an event that carries output has come in. */
  boolean hasOutput() {
    return !timeline().isEmpty();
  }

  /** Whether the body is in a format that is read at all. */
  boolean isRecognized() {
    return decoder.isRecognized();
  }

  boolean isStream() {
    return decoder.isStream();
  }

  TokenTimeline timeline() {
    return events.timeline();
  }

  Usage usage() {
    return usage;
  }

  /** Vectors or scores; below 0 where the answer is of another kind. */
  int results() {
    return results;
  }

  /** Of an input, from 0, that a result is said to be of; below 0 where none says so. */
  int highestIndex() {
    return highestIndex;
  }

  ServerTimings serverTimings() {
    return serverTimings;
  }

  AnswerText text() {
    return text;
  }

  long lastEventNanos() {
    return lastEventNanos;
  }

  long lastCommentNanos() {
    return lastCommentNanos;
  }
}
