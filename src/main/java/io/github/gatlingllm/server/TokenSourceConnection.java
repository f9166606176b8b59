package io.github.gatlingllm.server;

import io.github.gatlingllm.timing.RunClock;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection to a {@link TokenSource}: one request after the other. What is no proper
 * request, or comes before the answer to the one before it has ended, closes the connection.
 */
final class TokenSourceConnection extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(TokenSourceConnection.class);

  private static final String REQUEST_ID = "x-request-id";
  private static final String RECORDED = "/recorded";
  private static final String COUNTERS = "/counters";
  private static final String COUNTERS_HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ";
  private static final String HAND_OVER_HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: application/jsonl\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final String NOT_FOUND = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";

  private final RenderedAnswer answer;
  private final RunClock clock;
  private final ReadInstant read;
  private final Turns turns;
  private final SendRecord sent;
  private final long firstDelayNanos;
  private @Nullable TokenStream current;
  private boolean handingOver;

  TokenSourceConnection(
      RenderedAnswer answer,
      RunClock clock,
      ReadInstant read,
      Turns turns,
      SendRecord sent,
      Duration firstDelay) {
    this.answer = answer;
    this.clock = clock;
    this.read = read;
    this.turns = turns;
    this.sent = sent;
    this.firstDelayNanos = firstDelay.toNanos();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (message instanceof FullHttpRequest request
          && request.decoderResult().isSuccess()
          && current == null
          && !handingOver) {
        receive(context, request);
      } else {
        ChannelFuture unused = context.close();
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void receive(ChannelHandlerContext context, FullHttpRequest request) {
    if (request.method().equals(HttpMethod.POST)) {
      begin(context, request.headers().get(REQUEST_ID, ""));
      return;
    }
    switch (request.uri()) {
      case RECORDED -> {
        handingOver = true;
        handOver(context, text(HAND_OVER_HEAD), sent.streams().iterator());
      }
      case COUNTERS -> {
        String json = sent.counters().toJson();
        ChannelFuture unused =
            context.writeAndFlush(text(COUNTERS_HEAD + json.length() + "\r\n\r\n" + json));
      }
      default -> {
        ChannelFuture unused = context.writeAndFlush(text(NOT_FOUND));
      }
    }
  }

  private void begin(ChannelHandlerContext context, String requestId) {
    long readNanos = read.nanos();
    SendTimes times = sent.begin(requestId, readNanos);
    TokenStream stream =
        new TokenStream(
            context, answer, clock, sent, times, turns, this::over, readNanos + firstDelayNanos);
    current = stream;
    if (firstDelayNanos == 0) {
      turns.enter(stream);
    } else {
      Future<?> unused =
          context
              .executor()
              .schedule(() -> turns.enter(stream), firstDelayNanos, TimeUnit.NANOSECONDS);
    }
  }

  private void over() {
    if (current != null) {
      sent.end(current.times());
      current = null;
    }
  }

  /** One stream a chunk, and the next when the kernel has taken it: all at once may be large. */
  private void handOver(ChannelHandlerContext context, ByteBuf bytes, Iterator<SentStream> rest) {
    ChannelFuture written = context.writeAndFlush(bytes);
    if (rest.hasNext()) {
      ChannelFuture unused =
          written.addListener(
              taken -> {
                if (taken.isSuccess()) {
                  handOver(context, chunk(rest.next().toJson() + "\n"), rest);
                }
              });
    } else {
      handingOver = false;
      ChannelFuture unused = context.writeAndFlush(text("0\r\n\r\n"));
    }
  }

  private static ByteBuf chunk(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return Unpooled.wrappedBuffer(
        text(Integer.toHexString(bytes.length) + "\r\n"),
        Unpooled.wrappedBuffer(bytes),
        text("\r\n"));
  }

  private static ByteBuf text(String ascii) {
    return Unpooled.wrappedBuffer(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (current != null) {
      current.cancel();
      over();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // A client that resets its connection is everyday life; anything else is a defect of ours.
    if (!(cause instanceof IOException)) {
      LOG.error("A connection failed", cause);
    }
    ChannelFuture unused = context.close();
  }
}
