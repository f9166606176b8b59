package io.github.gatlingllm.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;

/**
 * Puts requests together up to a size; of a larger one it passes an {@link OversizedRequest} on, so
 * that the answer is the API's and comes in its turn, and throws the body away.
 */
final class BoundedBody extends HttpObjectAggregator {

  /** The head of a request whose body was not kept. */
  record OversizedRequest(HttpRequest head) {}

  BoundedBody(int maxBytes) {
    super(maxBytes);
  }

  @Override
  protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
    ctx.fireChannelRead(new OversizedRequest((HttpRequest) oversized));
  }
}
