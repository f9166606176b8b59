package io.github.gatlingllm.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.Map;

/**
 * The answer to one HTTP request: either whole, or a head, events and an end. Confined to the event
 * loop; every call after the client left is harmless and does nothing.
 */
final class Exchange {

  private static final String JSON = "application/json";
  static final String EVENTS = "text/event-stream; charset=utf-8";

  private final Channel channel;
  private final HttpCall call;
  private final Runnable whenOver;
  private EventFraming framing = EventFraming.NONE;
  private boolean brokenOff;
  private Runnable whenGone = Exchange::nothing;
  private Runnable whenWritable = Exchange::nothing;

  /**
   * @param whenOver runs when the last byte has been written and the connection stays open
   */
  Exchange(Channel channel, HttpCall call, Runnable whenOver) {
    this.channel = channel;
    this.call = call;
    this.whenOver = whenOver;
  }

  HttpCall call() {
    return call;
  }

  boolean isOpen() {
    return channel.isActive();
  }

  /** Runs the task once if the client leaves before the answer has ended. */
  void whenGone(Runnable task) {
    whenGone = task;
  }

  /** True where the client keeps up; else the task runs once when it does again. */
  boolean isWritable(Runnable task) {
    if (channel.isWritable() || !channel.isActive()) {
      return true;
    }
    whenWritable = task;
    return false;
  }

  /** The client left. */
  void gone() {
    Runnable task = whenGone;
    forget();
    task.run();
  }

  /** The client keeps up again. */
  void writable() {
    Runnable task = whenWritable;
    whenWritable = Exchange::nothing;
    task.run();
  }

  /** Sends a whole answer. */
  void respond(int status, byte[] json, Map<String, String> headers) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(json));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, JSON);
    response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, json.length);
    headers.forEach((name, value) -> response.headers().set(name, value));
    announceEnd(response);
    finish(response);
  }

  /** Puts the events of a stream into frames, which may break it off. */
  void framedBy(EventFraming newFraming) {
    framing = newFraming;
  }

  /** Sends the head of a stream of events. */
  void startEvents() {
    startStream(EVENTS);
  }

  /** Sends the head of a stream. */
  void startStream(String type) {
    HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    response
        .headers()
        .set(
            HttpHeaderNames.CONTENT_TYPE,
            framing == EventFraming.NONE ? type : framing.contentType());
    response.headers().set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_CACHE);
    HttpUtil.setTransferEncodingChunked(response, call.chunkedAllowed());
    announceEnd(response);
    send(response);
  }

  /** Sends bytes as a chunk of their own, now. */
  void event(ByteBuf bytes) {
    if (brokenOff) {
      bytes.release();
      return;
    }
    send(new DefaultHttpContent(framing.framed(bytes)));
    EventFraming.Step step = framing.next();
    if (step != EventFraming.Step.GO_ON) {
      breakOff(step);
    }
  }

  private void breakOff(EventFraming.Step step) {
    brokenOff = true;
    Runnable cancel = whenGone;
    send(new DefaultHttpContent(framing.last()));
    if (step == EventFraming.Step.END) {
      finish(LastHttpContent.EMPTY_LAST_CONTENT);
    } else {
      forget();
      ChannelFuture unused = channel.close();
    }
    cancel.run();
  }

  /** Ends the stream of events. */
  void endEvents() {
    if (brokenOff) {
      return;
    }
    finish(LastHttpContent.EMPTY_LAST_CONTENT);
  }

  ByteBuf buffer(int bytes) {
    return channel.alloc().buffer(bytes);
  }

  private boolean closesAfterwards() {
    return !call.keepAlive() || !call.chunkedAllowed();
  }

  private void announceEnd(HttpResponse response) {
    if (closesAfterwards()) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
  }

  private void send(Object message) {
    ChannelFuture unused = channel.writeAndFlush(message);
  }

  private void finish(Object last) {
    forget();
    ChannelFuture written = channel.writeAndFlush(last);
    if (closesAfterwards()) {
      written = written.addListener(ChannelFutureListener.CLOSE);
    } else {
      whenOver.run();
    }
  }

  private static void nothing() {}

  private void forget() {
    whenGone = Exchange::nothing;
    whenWritable = Exchange::nothing;
  }
}
