package io.github.gatlingllm.gatling;

import io.gatling.http.client.HttpListener;
import io.gatling.http.client.Request;
import io.gatling.http.client.impl.Http2AppHandler;
import io.gatling.http.client.impl.PrematureCloseException;
import io.github.gatlingllm.stream.StreamExchange;
import io.github.gatlingllm.stream.StreamOutcome;
import io.github.gatlingllm.stream.StreamResult;
import io.github.gatlingllm.timing.RunClock;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call on the wire: what Gatling's client tells becomes, with the instant of it, what the
 * exchange is told. Ends exactly once, whatever comes after. Confined to its event loop.
 */
final class LlmCall implements HttpListener {

  /**
   * How long an answer that is complete may still keep its connection. Servers end the body
   * together with the terminal event; one that does not must not keep the user.
   */
  private static final Duration LINGER = Duration.ofSeconds(1);

  private final RunClock clock;
  private final EventLoop eventLoop;
  private final StreamExchange exchange;
  private final TransportFailures failures;
  private final TlsTiming tlsTiming;
  private final Consumer<StreamResult> whenEnded;
  private final CallTimers timers;
  private @Nullable Channel channel;
  private @Nullable ReadStamp stamp;
  private @Nullable StreamWatch streams;
  private @Nullable Future<?> linger;
  private int streamId;
  private boolean http2;
  private boolean ended;

  LlmCall(
      RunClock clock,
      EventLoop eventLoop,
      StreamExchange exchange,
      TransportFailures failures,
      TlsTiming tlsTiming,
      Limits limits,
      Consumer<StreamResult> whenEnded) {
    this.clock = clock;
    this.eventLoop = eventLoop;
    this.exchange = exchange;
    this.failures = failures;
    this.tlsTiming = tlsTiming;
    this.whenEnded = whenEnded;
    this.timers =
        new CallTimers(clock, eventLoop, exchange, limits.timeouts(), limits.leaving(), this::stop);
  }

  /**
   * What may end a call before its answer does.
   *
   * @param timeouts limits of time
   * @param leaving the patience of the user
   */
  record Limits(Timeouts timeouts, Leaving leaving) {}

  void startTimers() {
    timers.start();
  }

  /** Ends the call and its connection, so that the server stops generating. */
  void stop(StreamOutcome outcome) {
    if (!ended) {
      end(exchange.stopped(clock.nanos(), outcome));
      closeConnection();
    }
  }

  /** Output tokens so far; to another thread than the event loop's, perhaps a little fewer. */
  long outputTokensSoFar() {
    return exchange.outputTokensSoFar();
  }

  boolean isEnded() {
    return ended;
  }

  EventLoop eventLoop() {
    return eventLoop;
  }

  @Override
  public void onFinalClientRequest(Request request) {}

  @Override
  public void onWrite(Channel newChannel) {
    channel = newChannel;
    ReadStamp connection = ReadStamp.of(newChannel, clock);
    streamId = connection.nextStreamId();
    if (ended) {
      closeConnection(); // It ended while connecting: the request must not go on.
      return;
    }
    stamp = connection;
    AnswerGuard.install(newChannel, connection, this);
    watchStream(newChannel);
    tlsTiming.report(newChannel, exchange);
    exchange.written(clock.nanos());
  }

  /** Later, since the stream may be closed in the middle of what its connection is doing. */
  private void watchStream(Channel connection) {
    streams = StreamWatch.of(connection);
    if (streams != null) {
      streams.add(streamId, () -> eventLoop.execute(() -> onThrowable(streamClosed(connection))));
    }
  }

  private static IOException streamClosed(Channel connection) {
    return connection.isActive()
        ? new IOException("the server reset the stream")
        : PrematureCloseException.INSTANCE;
  }

  @Override
  public void onProtocolAwareness(boolean isHttp2) {
    http2 = isHttp2;
  }

  @Override
  public void onHttpResponse(HttpResponseStatus status, HttpHeaders headers) {
    if (!ended) {
      String retryAfter = headers.get(HttpHeaderNames.RETRY_AFTER, "");
      exchange.headers(readNanos(), status.code(), retryAfter);
      headers
          .iteratorAsString()
          .forEachRemaining(header -> exchange.header(header.getKey(), header.getValue()));
    }
  }

  @Override
  public void onHttpResponseBodyChunk(ByteBuf chunk, boolean last) {
    if (ended) {
      return;
    }
    long nanos = readNanos();
    if (chunk.isReadable()) {
      exchange.body(nanos, chunk);
    }
    if (!last) {
      timers.progressed();
    }
    if (ended) {
      return; // The user left.
    }
    if (last) {
      end(exchange.bodyEnded(nanos));
    } else if (exchange.isTerminal() && linger == null) {
      linger = eventLoop.schedule(this::endOfLinger, LINGER.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void endOfLinger() {
    if (!ended) {
      end(exchange.bodyEnded(clock.nanos()));
      closeConnection();
    }
  }

  @Override
  public void onThrowable(Throwable failure) {
    if (!ended) {
      end(failures.report(exchange, clock.nanos(), cause(failure)));
      closeConnection();
    }
  }

  private Throwable cause(Throwable failure) {
    Throwable ofConnection = stamp == null ? null : stamp.failure();
    return failure instanceof PrematureCloseException && ofConnection != null
        ? ofConnection
        : failure;
  }

  private long readNanos() {
    return stamp == null ? clock.nanos() : stamp.nanos();
  }

  /** Ends what the request still occupies: its connection, or its stream where those are shared. */
  @SuppressWarnings("FutureReturnValueIgnored") // Nothing is to be done when it is closed.
  private void closeConnection() {
    if (channel == null) {
      return;
    }
    if (http2) {
      Channel connection = channel;
      // Later, since the request may be about to be written in this very call.
      eventLoop.execute(
          () ->
              connection
                  .pipeline()
                  .fireUserEventTriggered(new Http2AppHandler.StreamTimeout(streamId)));
    } else {
      AnswerGuard.giveUp(channel);
      channel.close();
    }
  }

  private void end(StreamResult result) {
    ended = true;
    timers.cancel();
    cancel(linger);
    if (streams != null) {
      streams.remove(streamId);
    }
    whenEnded.accept(result);
  }

  private static void cancel(@Nullable Future<?> task) {
    if (task != null) {
      task.cancel(false);
    }
  }
}
