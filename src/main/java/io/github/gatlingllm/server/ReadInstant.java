package io.github.gatlingllm.server;

import io.github.gatlingllm.timing.RunClock;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Notes when bytes of a connection were read: first in its pipeline, since to decode them takes as
 * long as two requests may be apart. Confined to the event loop.
 */
final class ReadInstant extends ChannelInboundHandlerAdapter {

  private final RunClock clock;
  private long nanos;

  ReadInstant(RunClock clock) {
    this.clock = clock;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    nanos = clock.nanos();
    context.fireChannelRead(message);
  }

  /** The last read's. */
  long nanos() {
    return nanos;
  }
}
