package io.github.gatlingllm.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request, copied out of Netty's buffers so that any thread may read it.
 *
 * @param body a copy on the heap, which needs no release
 * @param receivedNanos when its last byte was read
 * @param fault what is wrong with it as HTTP, null where nothing is
 */
record HttpCall(
    String method,
    String path,
    @Nullable String authorization,
    ByteBuf body,
    boolean keepAlive,
    boolean chunkedAllowed,
    long receivedNanos,
    @Nullable ApiError fault) {

  static HttpCall of(FullHttpRequest request, long receivedNanos) {
    boolean broken = request.decoderResult().isFailure();
    ApiError fault = broken ? ApiError.badRequest("The request is not valid HTTP.") : null;
    ByteBuf body = Unpooled.copiedBuffer(request.content());
    // After bytes that are not HTTP nobody can say where the next request begins.
    return of(request, body, HttpUtil.isKeepAlive(request) && !broken, receivedNanos, fault);
  }

  /** A request whose body was larger than the limit, and is thrown away as it comes. */
  static HttpCall tooLarge(HttpRequest request, int limitBytes, long receivedNanos) {
    ApiError fault = ApiError.bodyTooLarge(limitBytes);
    return of(request, Unpooled.EMPTY_BUFFER, HttpUtil.isKeepAlive(request), receivedNanos, fault);
  }

  private static HttpCall of(
      HttpRequest request,
      ByteBuf body,
      boolean keepAlive,
      long receivedNanos,
      @Nullable ApiError fault) {
    return new HttpCall(
        request.method().name(),
        pathOf(request.uri()),
        authorizationOf(request),
        body,
        keepAlive,
        isChunkedAllowed(request),
        receivedNanos,
        fault);
  }

  /** Anthropic has a header of its own for the key. */
  private static @Nullable String authorizationOf(HttpRequest request) {
    String key = request.headers().get("x-api-key");
    return key == null ? request.headers().get(HttpHeaderNames.AUTHORIZATION) : "Bearer " + key;
  }

  private static boolean isChunkedAllowed(HttpMessage request) {
    return !request.protocolVersion().equals(HttpVersion.HTTP_1_0);
  }

  private static String pathOf(String uri) {
    int query = uri.indexOf('?');
    return query < 0 ? uri : uri.substring(0, query);
  }

  /** The body's bytes; not to be written to. */
  byte[] bodyBytes() {
    return ByteBufUtil.getBytes(body, body.readerIndex(), body.readableBytes(), false);
  }
}
